import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { openHandle, type PamMock } from './handle.ts'
import { Caller, httpTransport, PamMockError, type WireOptions } from './transport.ts'

export type ConnectOptions = WireOptions

/**
 * The handle of an emulator that runs elsewhere: a container, another process.
 *
 * @param url where its control plane is: `http://127.0.0.1:8080`, with `/__mock` or without; `…/w/team1` for a workspace
 * @throws PamMockError when the URL is none, nobody answers there, or the control plane refuses
 * @example
 * const mock = await connectPamMock('http://127.0.0.1:8080')
 * await mock.reset()
 */
export async function connectPamMock(url: string, options: ConnectOptions = {}): Promise<PamMock> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    const detail = `"${url}" is no URL of an emulator; it looks like "http://127.0.0.1:8080".`
    throw new PamMockError(0, { detail })
  }
  const { origin, pathname } = new URL(url)
  const prefix = pathname.replace(/\/+$/, '').replace(/\/__mock$/, '')
  const transport = httpTransport(origin, options)
  return openHandle(transport, await workspaceAt(transport, prefix, origin), async () => undefined)
}

/** Which workspace a path leads to. @throws PamMockError when no control plane answers there */
async function workspaceAt(
  transport: Parameters<typeof openHandle>[0],
  prefix: string,
  origin: string,
): Promise<string> {
  try {
    const health = await new Caller(transport, prefix + CONTROL_ROOT).call<{ workspace?: unknown }>(
      'GET',
      '/health',
    )
    if (typeof health?.workspace === 'string') return health.workspace
  } catch (error) {
    // What the control plane says itself has a sentence; anything else is somebody else's answer.
    if (error instanceof PamMockError && (error.status === 0 || error.problem['type'] === 'about:blank'))
      throw error
  }
  const detail = `There is no emulator at "${origin}${prefix}"; its address is that of the server alone, such as "${origin}", or of a workspace, "${origin}/w/team1".`
  throw new PamMockError(0, { detail })
}
