/** Workspaces: list, create, remove. */
import { UserError } from '../../kernel/errors.ts'
import { FixtureError } from '../../kernel/fixtures.ts'
import { CONTROL_ROOT } from '../../kernel/journal/recording.ts'
import { DEFAULT_WORKSPACE, type Kernel, type WorkspaceRequest } from '../../kernel/kernel.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import type { Call } from '../call.ts'
import { ControlError, describeFaults, fieldError } from '../errors.ts'
import { viewOf } from '../links.ts'
import { unknownThing } from '../names.ts'
import { created, DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import {
  namedWorkspaceRequest,
  newWorkspaceParams,
  workspaceParams,
  workspaceRequest,
} from '../schemas/workspaces.ts'

export const workspaceList = operation({
  id: 'control.workspace.list',
  route: 'GET /workspaces',
  summary: 'All workspaces',
  answers: { 200: answers.workspaces },
  run: (call) => ok({ workspaces: call.kernel.workspaces().map((workspace) => viewOf(call, workspace)) }),
})

export const workspaceGet = operation({
  id: 'control.workspace.get',
  route: 'GET /workspaces/:id',
  summary: 'One workspace',
  params: workspaceParams,
  answers: { 200: answers.workspace },
  run(call, { params }) {
    const workspace = call.kernel.workspace(params.id)
    if (!workspace) throw unknown(call.kernel, params.id)
    return ok(viewOf(call, workspace))
  },
})

export const workspaceCreate = operation({
  id: 'control.workspace.create',
  route: 'POST /workspaces',
  summary: 'Creates a workspace',
  body: workspaceRequest,
  answers: { 201: answers.workspace },
  async run(call, { body }) {
    const wanted = body ?? {}
    if (wanted.id !== undefined) checkFree(call.kernel, wanted.id, 'body.id')
    const workspace = await open(call, wanted)
    const location = `${CONTROL_ROOT}/workspaces/${workspace.id}`
    return created(viewOf(call, workspace), { location })
  },
})

// Its id in the path lets whoever distributes workspaces over several instances see where the request belongs.
export const workspaceCreateNamed = operation({
  id: 'control.workspace.create-named',
  route: 'PUT /workspaces/:id',
  summary: 'Creates a workspace of this id',
  params: newWorkspaceParams,
  body: namedWorkspaceRequest,
  answers: { 201: answers.workspace },
  async run(call, { params: { id }, body }) {
    checkFree(call.kernel, id, 'params.id')
    return created(viewOf(call, await open(call, { ...body, id })))
  },
})

export const workspaceDelete = operation({
  id: 'control.workspace.delete',
  route: 'DELETE /workspaces/:id',
  summary: 'Removes a workspace with all it holds',
  params: workspaceParams,
  answers: { 204: answers.nothing },
  run({ kernel, ports }, { params: { id } }) {
    if (id === DEFAULT_WORKSPACE)
      throw new ControlError(409, `The workspace "${id}" always exists; reset it instead.`)
    if (!kernel.deleteWorkspace(id)) throw unknown(kernel, id)
    // Not awaited: this very request may have come in by the port that closes.
    void ports?.close(id)
    return DONE
  },
})

function checkFree(kernel: Kernel, id: string, field: string): void {
  if (kernel.workspace(id)) throw fieldError(409, field, `names a workspace that exists already: "${id}"`)
}

async function open(
  { kernel, ports }: Call,
  { port, ...wanted }: WorkspaceRequest & { port?: number | undefined },
): Promise<Workspace> {
  if (port !== undefined && !ports)
    throw fieldError(400, 'body.port', 'needs a listening server; this app listens nowhere')
  const workspace = create(kernel, wanted)
  if (port !== undefined) {
    await ports?.open(workspace.id, port).catch((error: unknown) => {
      kernel.deleteWorkspace(workspace.id)
      if (!(error instanceof UserError)) throw error
      throw fieldError(409, 'body.port', 'cannot be opened; 0 takes any free one')
    })
  }
  return workspace
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

function unknown(kernel: Kernel, id: string): ControlError {
  return unknownThing('workspace', id, kernel.workspaceIds())
}
