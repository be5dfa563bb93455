/** Workspaces: list, create, remove. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { UserError } from '../kernel/errors.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { FixtureError } from '../kernel/fixtures.ts'
import { DEFAULT_WORKSPACE, type Kernel, type WorkspaceRequest } from '../kernel/kernel.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import type { ControlContext } from './context.ts'
import { ControlError, describeFaults, fieldError } from './errors.ts'
import { viewOf } from './links.ts'
import {
  namedWorkspaceRequest,
  newWorkspaceParams,
  workspaceParams,
  workspaceRequest,
} from './schemas/workspaces.ts'
import * as answers from './schemas/answers.ts'

export const workspaceRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel, doors }) => {
  app.get(
    '/workspaces',
    { schema: { summary: 'All workspaces', response: { 200: answers.workspaces } } },
    async (request) => ({
      workspaces: kernel.workspaces().map((workspace) => viewOf(kernel, doors, request, workspace)),
    }),
  )

  app.get(
    '/workspaces/:id',
    { schema: { summary: 'One workspace', params: workspaceParams, response: { 200: answers.workspace } } },
    async (request) => {
      const workspace = kernel.workspace(request.params.id)
      if (!workspace) throw unknown(request.params.id)
      return viewOf(kernel, doors, request, workspace)
    },
  )

  app.post(
    '/workspaces',
    {
      schema: {
        summary: 'Creates a workspace',
        body: workspaceRequest,
        response: { 201: answers.workspace },
      },
    },
    async (request, reply) => {
      const wanted = request.body ?? {}
      if (wanted.id !== undefined) checkFree(wanted.id, 'body.id')
      const workspace = await open(wanted)
      void reply.header('location', `${CONTROL_ROOT}/workspaces/${workspace.id}`)
      return reply.code(201).send(viewOf(kernel, doors, request, workspace))
    },
  )

  // Its id in the path lets whoever distributes workspaces over several instances see where the request belongs.
  app.put(
    '/workspaces/:id',
    {
      schema: {
        summary: 'Creates a workspace of this id',
        params: newWorkspaceParams,
        body: namedWorkspaceRequest,
        response: { 201: answers.workspace },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      checkFree(id, 'params.id')
      const workspace = await open({ ...request.body, id })
      return reply.code(201).send(viewOf(kernel, doors, request, workspace))
    },
  )

  app.delete(
    '/workspaces/:id',
    {
      schema: {
        summary: 'Removes a workspace with all it holds',
        params: workspaceParams,
        response: { 204: answers.nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      if (id === DEFAULT_WORKSPACE)
        throw new ControlError(409, `The workspace "${id}" always exists; reset it instead.`)
      if (!kernel.deleteWorkspace(id)) throw unknown(id)
      // Not awaited: this very request may have come in by the port that closes.
      void doors?.close(id)
      return reply.code(204).send(null)
    },
  )

  function checkFree(id: string, field: string): void {
    if (kernel.workspace(id)) throw fieldError(409, field, `names a workspace that exists already: "${id}"`)
  }

  async function open({
    port,
    ...wanted
  }: WorkspaceRequest & { port?: number | undefined }): Promise<Workspace> {
    if (port !== undefined && !doors)
      throw fieldError(400, 'body.port', 'needs a listening server; this app listens nowhere')
    const workspace = create(kernel, wanted)
    if (port !== undefined) {
      await doors?.open(workspace.id, port).catch((error: unknown) => {
        kernel.deleteWorkspace(workspace.id)
        if (!(error instanceof UserError)) throw error
        throw fieldError(409, 'body.port', 'cannot be opened; 0 takes any free one')
      })
    }
    return workspace
  }
}

function create(kernel: Kernel, wanted: WorkspaceRequest): Workspace {
  try {
    return kernel.createWorkspace(wanted)
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error
    const errors = error.faults.map(({ surface, path, message }) => ({
      field: path === '' ? `body.fixtures.${surface}` : `body.fixtures.${surface}.${path}`,
      message,
    }))
    throw new ControlError(400, `The fixtures cannot be used: ${describeFaults(errors)}`, { errors })
  }
}

function unknown(id: string): ControlError {
  return new ControlError(404, `There is no workspace "${id}".`)
}
