/** A workspace's state, for a test that arranges what no request of the product could, or looks where none shows. */
import { inTurns } from '../../kernel/in-turns.ts'
import type { ReadTable, Table } from '../../kernel/store/table.ts'
import type { AnySurface } from '../../kernel/surface/surface.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import { ControlError, fieldError } from '../errors.ts'
import { refuseName, surfaceNamed, unknownThing } from '../names.ts'
import { DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { diffQuery, pageQuery, statePatch, stateQuery, surfaceParams, tableParams } from '../schemas/state.ts'
import { walkDiff, type StateChange } from '../state-diff.ts'
import { pageOf } from '../state-page.ts'
import { patchState } from '../state-patch.ts'
import { listed, streamed, type Pieces } from '../streamed-json.ts'

export const stateCount = operation({
  id: 'control.state.count',
  route: 'GET /state',
  summary: 'How many rows each table has',
  answers: { 200: answers.stateCounts },
  run({ kernel, workspace }) {
    const moments = kernel.surfaces.map(
      ({ name, slice }) => [name, workspace.world.view().open(slice)] as const,
    )
    return ok(streamed(() => writtenCounts(moments as readonly Moment[])))
  },
})

export const worldGet = operation({
  id: 'control.world.get',
  route: 'GET /world',
  summary: 'Users, tokens and objects that a test reaches for by name',
  answers: { 200: answers.world },
  run: ({ kernel, workspace }) =>
    ok(
      Object.fromEntries(
        kernel.surfaces.map((surface) => [
          surface.name,
          surface.handles?.(workspace.state(surface.slice)) ?? {},
        ]),
      ),
    ),
})

export const stateGet = operation({
  id: 'control.state.get',
  route: 'GET /state/:surface',
  summary: 'Rows of a surface',
  params: surfaceParams,
  query: stateQuery,
  answers: { 200: answers.state },
  run({ kernel, workspace }, { params, query: { table, key } }) {
    const tables = tablesOf(workspace, surfaceNamed(kernel, params.surface))
    if (table === undefined) {
      if (key !== undefined) throw fieldError(400, 'query.key', 'needs "table" beside it')
      const rows = tablesOfMoment(workspace, surfaceNamed(kernel, params.surface))
      return ok(streamed(() => writtenTables(rows)))
    }
    const rows = Object.hasOwn(tables, table) ? tables[table] : undefined
    if (!rows) throw refuseName('query.table', `table of ${params.surface}`, table, Object.keys(tables))
    if (key === undefined) {
      const { [table]: moment } = tablesOfMoment(workspace, surfaceNamed(kernel, params.surface))
      return ok(streamed(() => writtenRows(moment!)))
    }
    const row = rows.get(key)
    if (row === undefined) throw new ControlError(404, `The table "${table}" has no row "${key}".`)
    return ok(row)
  },
})

export const statePageGet = operation({
  id: 'control.state.page',
  route: 'GET /state/:surface/:table',
  summary: 'A page of the rows of a table, of those that contain a text',
  params: tableParams,
  query: pageQuery,
  answers: { 200: answers.statePage },
  async run({ kernel, workspace }, { params: { surface, table }, query }) {
    const tables = tablesOfMoment(workspace, surfaceNamed(kernel, surface))
    const rows = Object.hasOwn(tables, table) ? tables[table] : undefined
    if (!rows) throw unknownThing(`table of ${surface}`, table, Object.keys(tables))
    return ok(await inTurns(pageOf(rows, query)))
  },
})

export const statePatchRows = operation({
  id: 'control.state.patch',
  route: 'PATCH /state/:surface',
  summary: 'Changes rows, all of it or nothing',
  params: surfaceParams,
  body: statePatch,
  answers: { 204: answers.nothing },
  run({ kernel, workspace }, { params, body }) {
    patchState(workspace, surfaceNamed(kernel, params.surface), body)
    return DONE
  },
})

export const stateDiff = operation({
  id: 'control.state.diff',
  route: 'GET /state/diff',
  summary: 'Rows that differ from the fixtures or a snapshot',
  query: diffQuery,
  answers: { 200: answers.stateDiff },
  run({ kernel, workspace }, { query: { surface, ...options } }) {
    const surfaces = surface === undefined ? kernel.surfaces : [surfaceNamed(kernel, surface)]
    const walks = surfaces.map((one) => walkDiff(workspace, one, options))
    return ok(streamed(() => writtenChanges(walks)))
  },
})

function* writtenChanges(walks: readonly (() => Iterable<StateChange | undefined>)[]): Pieces {
  yield '{"changes":['
  yield* listed(
    (function* () {
      for (const walk of walks) yield* walk()
    })(),
    (change) => JSON.stringify(change),
  )
  yield ']}'
}

function tablesOf(workspace: Workspace, surface: AnySurface): Readonly<Record<string, Table<unknown>>> {
  return workspace.state(surface.slice) as Readonly<Record<string, Table<unknown>>>
}

/** The tables as they are now, whatever is written while they are read. */
function tablesOfMoment(
  { world }: Workspace,
  surface: AnySurface,
): Readonly<Record<string, ReadTable<unknown>>> {
  return world.view().open(surface.slice) as Readonly<Record<string, ReadTable<unknown>>>
}

function* writtenTables(tables: Readonly<Record<string, ReadTable<unknown>>>): Pieces {
  let comma = '{'
  for (const [name, rows] of Object.entries(tables)) {
    yield `${comma}${JSON.stringify(name)}:`
    yield* writtenRows(rows)
    comma = ','
  }
  yield '}'
}

function* writtenRows(rows: ReadTable<unknown>): Pieces {
  yield '{'
  yield* listed(rows.entries(), ([key, row]) => `${JSON.stringify(key)}:${JSON.stringify(row)}`)
  yield '}'
}

type Moment = readonly [surface: string, tables: Readonly<Record<string, ReadTable<unknown>>>]

/** Rows are counted one by one, with turns between: how many there are above the fixtures is not known beforehand. */
function* writtenCounts(moments: readonly Moment[]): Pieces {
  yield '{"surfaces":{'
  for (const [at, [surface, tables]] of moments.entries()) {
    yield `${at === 0 ? '' : ','}${JSON.stringify(surface)}:{`
    for (const [which, [name, rows]] of Object.entries(tables).entries()) {
      let count = 0
      for (const _ of rows.keys()) if (++count % 100 === 0) yield undefined
      yield `${which === 0 ? '' : ','}${JSON.stringify(name)}:${count}`
    }
    yield '}'
  }
  yield '}}'
}
