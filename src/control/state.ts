/** A workspace's state, for a test that arranges what no request of the product could, or looks where none shows. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/store/table.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import type { ControlContext } from './context.ts'
import { ControlError, fieldError } from './errors.ts'
import { diffQuery, statePatch, stateQuery, surfaceParams } from './schemas/state.ts'
import { diffState } from './state-diff.ts'
import { patchState } from './state-patch.ts'
import * as answers from './schemas/answers.ts'

export const stateRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel }) => {
  app.get(
    '/state',
    { schema: { summary: 'How many rows each table has', response: { 200: answers.stateCounts } } },
    async (request) => ({
      surfaces: Object.fromEntries(
        kernel.surfaces.map((surface) => [surface.name, countRows(request.workspace, surface)]),
      ),
    }),
  )

  app.get(
    '/world',
    {
      schema: {
        summary: 'Users, tokens and objects that a test reaches for by name',
        response: { 200: answers.world },
      },
    },
    async ({ workspace }) =>
      Object.fromEntries(
        kernel.surfaces.map((surface) => [
          surface.name,
          surface.handles?.(workspace.state(surface.slice)) ?? {},
        ]),
      ),
  )

  app.get(
    '/state/:surface',
    {
      schema: {
        summary: 'Rows of a surface',
        params: surfaceParams,
        querystring: stateQuery,
        response: { 200: answers.state },
      },
    },
    async (request) => {
      const { table, key } = request.query
      const tables = tablesOf(request.workspace, surfaceNamed(kernel, request.params.surface))
      if (table === undefined) {
        if (key !== undefined) throw fieldError(400, 'query.key', 'needs "table" beside it')
        return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rowsOf(rows)]))
      }
      const rows = Object.hasOwn(tables, table) ? tables[table] : undefined
      if (!rows) throw fieldError(400, 'query.table', `must be one of ${Object.keys(tables).join(', ')}`)
      if (key === undefined) return rowsOf(rows)
      const row = rows.get(key)
      if (row === undefined) throw new ControlError(404, `The table "${table}" has no row "${key}".`)
      return row
    },
  )

  app.get(
    '/state/diff',
    {
      schema: {
        summary: 'Rows that differ from the fixtures or a snapshot',
        querystring: diffQuery,
        response: { 200: answers.stateDiff },
      },
    },
    async ({ workspace, query: { surface, ...options } }) => {
      const surfaces = surface === undefined ? kernel.surfaces : [surfaceNamed(kernel, surface)]
      return { changes: surfaces.flatMap((one) => diffState(workspace, one, options)) }
    },
  )

  app.patch(
    '/state/:surface',
    {
      schema: {
        summary: 'Changes rows, all of it or nothing',
        params: surfaceParams,
        body: statePatch,
        response: { 204: answers.nothing },
      },
    },
    async (request, reply) => {
      patchState(request.workspace, surfaceNamed(kernel, request.params.surface), request.body)
      return reply.code(204).send(null)
    },
  )
}

/** @throws ControlError when there is no such surface */
export function surfaceNamed(kernel: Kernel, name: string): AnySurface {
  const surface = kernel.surfaces.find((one) => one.name === name)
  if (surface) return surface
  const names = kernel.surfaces.map((one) => one.name).join(', ')
  throw new ControlError(404, `There is no surface "${name}"; there are ${names}.`)
}

function tablesOf(workspace: Workspace, surface: AnySurface): Readonly<Record<string, Table<unknown>>> {
  return workspace.state(surface.slice) as Readonly<Record<string, Table<unknown>>>
}

function rowsOf(rows: Table<unknown>): Record<string, unknown> {
  return Object.fromEntries(rows.entries())
}

function countRows(workspace: Workspace, surface: AnySurface): Record<string, number> {
  return Object.fromEntries(
    Object.entries(tablesOf(workspace, surface)).map(([name, rows]) => [name, rows.size]),
  )
}
