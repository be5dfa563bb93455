/**
 * The CAS servers that the clients are run against: the emulator in each flavour, and originals that somebody started:
 * `PAM_MOCK_ORIGINAL_CAS_5_2` and `PAM_MOCK_ORIGINAL_CAS_6_5` are their URLs, such as `http://127.0.0.1:8080/cas`. Those have to
 * know Alex of the built-in world and Alex's attributes, to admit every service, and to let it proxy.
 */
import { configFromOptions } from '../../../src/config/load-config.ts'
import { startServer } from '../../../src/server/server.ts'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import '../../support/control-answer-check.ts'

export type Flavour = '5.2' | '6.5'

export interface Cas {
  /** URL without a slash at its end. */
  readonly url: string
  readonly stop: () => Promise<void>
  /** Paths and queries that it was asked for, where it can be told. */
  readonly asked?: () => readonly string[]
}

export interface CasServer {
  readonly name: string
  readonly flavour: Flavour
  readonly start: () => Promise<Cas>
}

export const servers: readonly CasServer[] = [
  ...emulated('5.2'),
  ...emulated('6.5'),
  ...original('5.2', process.env['PAM_MOCK_ORIGINAL_CAS_5_2']),
  ...original('6.5', process.env['PAM_MOCK_ORIGINAL_CAS_6_5']),
]

function emulated(flavour: Flavour): readonly CasServer[] {
  const start = async (): Promise<Cas> => {
    const here = ['http://127.0.0.1:*']
    const settings = { xtam: { cas: { flavour, proxyCallbacks: here, logoutCallbacks: here } } }
    const server = await startServer(configFromOptions({ settings }), { surfaces: [xtam] })
    const { journal } = server.kernel.defaultWorkspace
    const asked = (): readonly string[] =>
      journal.list({ unmasked: true }).entries.map(({ request }) => request.path)
    return { url: `http://${server.authorities[0]}/cas`, stop: () => server.close(), asked }
  }
  return [{ name: `the emulator, flavour ${flavour}`, flavour, start }]
}

function original(flavour: Flavour, url: string | undefined): readonly CasServer[] {
  if (url === undefined) return []
  const start = (): Promise<Cas> => Promise.resolve({ url, stop: () => Promise.resolve() })
  return [{ name: `an original of CAS ${flavour}`, flavour, start }]
}
