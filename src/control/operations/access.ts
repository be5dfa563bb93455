/** How to sign in by what the world holds; and requests that are sent as somebody of it. */
import { routedPath } from '../../kernel/http/path-table.ts'
import { CONTROL_ROOT } from '../../kernel/journal/recording.ts'
import { isUnder } from '../../kernel/surface/roots.ts'
import { DEFAULT_WORKSPACE } from '../../kernel/kernel.ts'
import { ControlError, fieldError } from '../errors.ts'
import { handlesOf, showHandles, type ShownHandle } from '../handles.ts'
import { refuseName, surfaceNamed } from '../names.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { requestBody } from '../schemas/access.ts'
import { NOBODY, signIn, type Site } from '../sign-in.ts'
import { listed, streamed, type Pieces } from '../streamed-json.ts'
import type { Call } from '../call.ts'

export const handleList = operation({
  id: 'control.handle.list',
  route: 'GET /handles',
  summary: 'Passwords, tokens and ids of the world, each with a line that uses it',
  answers: { 200: answers.handles },
  run: (call) => {
    const base = call.origin + mountOf(call)
    return ok(streamed(() => written(showHandles(call.kernel, call.workspace, base))))
  },
})

function* written(handles: Iterable<ShownHandle | undefined>): Pieces {
  yield '{"handles":['
  yield* listed(handles, (one) => JSON.stringify(one))
  yield ']}'
}

export const requestSend = operation({
  id: 'control.request.send',
  route: 'POST /requests',
  summary: 'Sends a request to a product, signed in as somebody of the world',
  body: requestBody,
  answers: { 200: answers.sentRequest },
  async run(call, { body: { as, method, path, headers, body } }) {
    const { ask, workspace, host, origin } = call
    if (!ask) throw new ControlError(404, 'This control plane stands beside no product.')
    if (isControl(path)) throw fieldError(400, 'body.path', 'is the control plane’s own; ask it itself')
    const site: Site = { ask, host, origin, mount: mountOf(call) }
    const signed = as ? await signIn(site, signInOf(call, as)) : NOBODY
    const url = new URL(site.mount + path, origin)
    for (const [name, value] of Object.entries(signed.query)) url.searchParams.set(name, value)
    const { journal } = workspace
    const before = journal.newest
    const answer = await ask({
      method: method as 'GET',
      url: url.pathname + url.search,
      headers: { host, 'user-agent': 'pam-mock-console', ...signed.headers, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    }).catch(() => CUT)
    const { entries } = journal.list({ after: before, unmasked: true })
    const entry = entries.findLast(({ request }) => request.path === url.pathname + url.search)
    return ok({
      entry: entry?.id ?? null,
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.payload,
    })
  },
})

/** What comes of a connection that a fault has cut. */
const CUT = { statusCode: 0, headers: {}, payload: '' }

/** Whether a path is the control plane's, however it is written. */
function isControl(path: string): boolean {
  const plain = routedPath(path.replace(/^\/w\/[^/?;]*/, '') || '/')
  return plain !== undefined && isUnder(plain.replace(/^\/+/, '/'), CONTROL_ROOT)
}

function signInOf(
  { kernel, workspace }: Call,
  { surface: name, kind, name: user }: { surface: string; kind: string; name: string },
) {
  const surface = surfaceNamed(kernel, name, 'body.as.surface')
  const handles = handlesOf(surface, workspace).filter((one) => one.kind === kind)
  const handle = handles.find((one) => one.name === user)
  if (!handle)
    throw refuseName(
      'body.as.name',
      `handle of ${name} among its ${kind}`,
      user,
      handles.map((one) => one.name),
      'GET /__mock/handles',
    )
  const found = surface.access?.signIn(handle)
  if (!found) throw fieldError(400, 'body.as.kind', `is nothing to sign in by: "${kind}"`)
  return found
}

function mountOf({ workspace: { id } }: Call): string {
  return id === DEFAULT_WORKSPACE ? '' : `/w/${id}`
}
