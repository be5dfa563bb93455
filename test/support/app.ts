/** Starts apps for tests. A test owns the app it starts; it is closed when the test ends. */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { buildApp, type AppOptions } from '../../src/app/app.ts'
import type { Clock } from '../../src/kernel/world/clock.ts'
import type { JournalEntry } from '../../src/kernel/journal/entry.ts'
import { Kernel } from '../../src/kernel/kernel.ts'
import type { AnySurface } from '../../src/kernel/surface/surface.ts'
import type { Workspace } from '../../src/kernel/world/workspace.ts'
import { checkAnswers } from './answer-check.ts'
import './control-answer-check.ts'

/** The fixtures that the package ships. */
export const BUILT_IN = join(import.meta.dirname, '../../fixtures/seeds')

export interface StartOptions extends Omit<AppOptions, 'kernel'> {
  readonly surfaces: readonly AnySurface[]
  readonly profiles?: Readonly<Record<string, string>>
  /** Knobs by surface: `{ sps: { transactions: 'parallel' } }`. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Data in place of a surface's built-in fixtures. */
  readonly fixtures?: Readonly<Record<string, unknown>>
  readonly seed?: string
  readonly clock?: Clock
  /**
   * Whether what it is sent is made up at random: successes are held against their operations' declarations all the same,
   * refusals are not, since a list of them is for what can be told in stories.
   */
  readonly isHostile?: boolean
}

export interface TestApp {
  readonly app: FastifyInstance
  readonly kernel: Kernel
  /** The default workspace. */
  readonly workspace: Workspace
  /** The newest journal entry of the default workspace, secrets shown. */
  lastEntry(): JournalEntry
  /** The rule id that the newest refusal was journalled under. */
  lastRule(): string | undefined
}

export async function startApp(options: StartOptions): Promise<TestApp> {
  const {
    surfaces,
    profiles = {},
    settings = {},
    fixtures,
    seed,
    clock,
    isHostile = false,
    ...rest
  } = options
  const kernel = new Kernel({
    surfaces,
    fixtures: { name: 'built-in', directories: [BUILT_IN], ...(fixtures ? { data: fixtures } : {}) },
    settings: { profiles, overrides: settings },
    seed,
    ...(clock ? { clock } : {}),
  })
  checkAnswers(kernel, !isHostile)
  const app = await buildApp({ kernel, ...rest })
  onTestFinished(() => app.close())
  const workspace = kernel.defaultWorkspace
  const lastEntry = (): JournalEntry => {
    const [entry] = workspace.journal.list({ limit: 1, unmasked: true }).entries
    if (!entry) throw new Error('The journal is empty.')
    return entry
  }
  return { app, kernel, workspace, lastEntry, lastRule: () => lastEntry().reason?.rule }
}
