/** The emulator of a test file: one of its own, or a world of its own in one that runs already. */
import { UserError } from '../kernel/errors.ts'
import { connectPamMock } from './connect.ts'
import type { PamMock } from './handle.ts'
import type { PamMockOptions } from './options.ts'
import { startPamMock } from './start.ts'
import type { WireOptions } from './transport.ts'

/** Options of {@link PamMockOptions}, or where an emulator runs already. */
export interface UsePamMockOptions extends PamMockOptions, WireOptions {
  /**
   * An emulator that runs elsewhere, such as `http://127.0.0.1:8080`: the file gets a workspace of its own there, with
   * `profiles` and `settings`. Default: the variable `PAM_MOCK_URL`; with neither, one is started for the file.
   */
  readonly url?: string
}

/** What a workspace can be told; anything else is for an emulator that starts. */
const OF_WORKSPACES: ReadonlySet<string> = new Set(['profiles', 'settings', 'url', 'token', 'ca'])

/**
 * Opens it. Where `PAM_MOCK_URL` leads to one that cannot be what the options ask for, such as a port, one is started.
 *
 * @throws UserError for an option that an emulator which runs elsewhere cannot take up any more
 */
export async function openForTests(options: UsePamMockOptions = {}): Promise<PamMock> {
  const {
    url = process.env['PAM_MOCK_URL'],
    token = process.env['PAM_MOCK_CONTROL_TOKEN'],
    ca,
    ...rest
  } = options
  const ownOption = Object.keys(rest).find((name) => !OF_WORKSPACES.has(name))
  if (options.url !== undefined && ownOption !== undefined)
    throw new UserError(
      `The option "${ownOption}" is for an emulator that starts, and one runs at "${url}" already; it takes profiles and settings.`,
    )
  if (url === undefined || url === '' || ownOption !== undefined) return startPamMock(rest)
  const server = await connectPamMock(url, { ...(token === undefined ? {} : { token }), ...(ca && { ca }) })
  const { profiles, settings } = rest
  const world = await server.workspaces.create({
    ...(profiles && { profiles }),
    ...(settings && { settings }),
  })
  const close = (): Promise<void> => world.remove()
  return { ...server, ...world, close, [Symbol.asyncDispose]: close }
}

/**
 * Starts an emulator for all test files of a run, and has those find it that use one.
 *
 * @returns stops it; nothing where `PAM_MOCK_URL` names one already
 */
export async function openForAll(options?: PamMockOptions): Promise<(() => Promise<void>) | undefined> {
  if (process.env['PAM_MOCK_URL']) return undefined
  const mock = await startPamMock(options)
  process.env['PAM_MOCK_URL'] = new URL(mock.urls.xtam).origin
  return async () => {
    delete process.env['PAM_MOCK_URL']
    await mock.close()
  }
}
