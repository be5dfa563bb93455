import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { openHandle, type PamMock } from './handle.ts'
import { Caller, httpTransport, PamMockError } from './transport.ts'

export interface ConnectOptions {
  /** The server's `--control-token`. */
  readonly token?: string
}

/**
 * The handle of an emulator that runs elsewhere: a container, another process.
 *
 * @param url where its control plane is: `http://127.0.0.1:8080`, with `/__mock` or without; `…/w/team1` for a workspace
 * @throws PamMockError when the URL is none, nobody answers there, or the control plane refuses
 * @example
 * const mock = await connectPamMock('http://127.0.0.1:8080')
 * await mock.reset()
 */
export async function connectPamMock(url: string, { token }: ConnectOptions = {}): Promise<PamMock> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    const detail = `"${url}" is no URL of an emulator; it looks like "http://127.0.0.1:8080".`
    throw new PamMockError(0, { detail })
  }
  const { origin, pathname } = new URL(url)
  const prefix = pathname.replace(/\/+$/, '').replace(/\/__mock$/, '')
  const transport = httpTransport(origin, token)
  const caller = new Caller(transport, prefix + CONTROL_ROOT)
  const { workspace } = await caller.call<{ workspace: string }>('GET', '/health')
  return openHandle(transport, workspace, async () => undefined)
}
