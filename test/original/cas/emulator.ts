/** Starts the emulator as the original is started: the same users, services and lives. */
import type { PamMock, PamMockOptions } from '../../../src/index.ts'
import { SHORT, type Lives } from './configuration.ts'
import type { Services } from './services.ts'
import type { Side } from './play.ts'
import type { Table } from './tables.ts'

export type Start = (options: PamMockOptions) => Promise<PamMock>

/** What the emulator is told, so that it admits what the original's registry admits. */
export function emulatorSettings(table: Table, lives: Lives = 'usual'): Readonly<Record<string, unknown>> {
  const short = {
    ticketTtl: `${SHORT.ticket}s`,
    grantingTicketIdle: `${SHORT.idle}s`,
    grantingTicketTtl: `${SHORT.most}s`,
  }
  return {
    cas: {
      flavour: table,
      services: ADMITTED,
      proxyCallbacks: ['http://*', 'https://*'],
      logoutCallbacks: ['http://127.0.0.1:*'],
      ...(lives === 'short' ? short : {}),
    },
  }
}

/** The original's registry admits every host but `unregistered.test`; here are those that probes name. */
const ADMITTED = ['app.test', 'APP.TEST', 'other.test', 'target.test', '127.0.0.1'].flatMap((host) =>
  ['http', 'https', 'HTTP'].map((scheme) => `${scheme}://${host}*`),
)

export interface Emulator extends Side {
  close(): Promise<void>
}

export async function startEmulator(
  start: Start,
  table: Table,
  services: Services,
  lives: Lives,
): Promise<Emulator> {
  const mock = await start({ settings: { xtam: emulatorSettings(table, lives) }, auditLimit: 100 })
  return {
    base: mock.urls.cas,
    services,
    wait: async (ms) => {
      await mock.clock.advance(ms)
    },
    close: () => mock.close(),
  }
}
