/** Emulators in this process: one server, and a workspace of it for each set of settings that is asked. */
import { configFromOptions } from '../config/load-config.ts'
import type { ContractStory } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { startServer } from '../server/server.ts'
import { Player, type PlayedStory } from './play.ts'
import { openWire, USUAL_HEADERS } from './send.ts'
import { contractOf, storiesOf } from './stories.ts'

/** How an emulator is set. */
export interface Settings {
  readonly profile: string
  readonly knobs: Readonly<Record<string, unknown>>
}

export interface Bench {
  /** The answers of an emulator with these settings, in a world of its own. @throws UserError for settings that are none */
  play(settings: Settings, stories: readonly ContractStory[], writes: boolean): Promise<PlayedStory[]>
  close(): Promise<void>
}

const TIMEOUT_MS = 30_000

/** Only one value of these matters to a server in a process: that nothing is kept and nobody else asks. */
const OPTIONS = { port: 0, control: false, journalLimit: 0, auditLimit: 1000, workspaceLimit: 1000 }

/** @param scheme how emulators are asked: cookies tell whether it was over TLS */
export async function openBench(surface: AnySurface, scheme: 'http' | 'https' = 'http'): Promise<Bench> {
  const contract = contractOf(surface)
  const stories = storiesOf(surface)
  const server = await startServer(configFromOptions(OPTIONS), { surfaces: [surface] })
  const authority = server.authorities[0]!
  return {
    async play({ profile, knobs }, wanted, writes) {
      const { name } = surface
      const { id } = server.kernel.createWorkspace({
        profiles: { [name]: profile },
        settings: { [name]: knobs },
      })
      const wire = openWire({
        base: new URL(`${scheme}://${authority}`),
        insecure: true,
        headers: { ...USUAL_HEADERS, 'X-Pam-Mock-Workspace': id },
        timeoutMs: TIMEOUT_MS,
      })
      const player = new Player({
        contract,
        stories,
        given: contract.builtIn,
        base: `${scheme}://${authority}`,
        writes,
        send: (sent) => wire.send(sent),
      })
      try {
        const played: PlayedStory[] = []
        for (const story of wanted) played.push(await player.play(story))
        return played
      } finally {
        wire.close()
        server.kernel.deleteWorkspace(id)
      }
    },
    close: () => server.close(),
  }
}
