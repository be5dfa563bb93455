/** The kernel: workspaces over one store, and what all surfaces share. All state belongs to an instance of it. */
import { schedulerSlice } from './world/scheduler.ts'
import { systemClock, type Clock } from './world/clock.ts'
import { UserError } from './errors.ts'
import {
  loadFixtures,
  makeFixtures,
  reloadFixtures,
  type FixtureData,
  type FixtureSource,
} from './fixtures.ts'
import { noSuch } from './nearest.ts'
import { Journal, type JournalLimits } from './journal/journal.ts'
import { checkSettings, withKnobs, type GivenSettings } from './world/settings.ts'
import { keep, recall } from './world/workspace-properties.ts'
import { DEFAULT_WORKSPACE_LIMITS, type WorkspaceLimits } from './world/limits.ts'
import { KnownSecrets, type GatheredLayers } from './journal/known-secrets.ts'
import { Maskers } from './journal/mask.ts'
import { OperationRegistry } from './surface/operation.ts'
import type { Fixtures } from './store/fixtures.ts'
import { Store, type StoreOptions, type Sync } from './store/store.ts'
import type { AnySurface } from './surface/surface.ts'
import { Traffic } from './journal/traffic.ts'
import { Workspace } from './world/workspace.ts'

/** The workspace that always exists. */
export const DEFAULT_WORKSPACE = 'default'

const WORKSPACE_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export interface KernelOptions {
  readonly surfaces: readonly AnySurface[]
  readonly fixtures: FixtureSource
  readonly settings?: GivenSettings
  /** Makes ids, tokens and tickets reproducible. */
  readonly seed?: string | undefined
  readonly clock?: Clock
  readonly journal?: JournalLimits
  /** What each workspace keeps at most. */
  readonly limits?: Partial<WorkspaceLimits>
  readonly workspaceLimit?: number
  /** Host labels of the mock's own, which no workspace may be called. */
  readonly reservedIds?: readonly string[]
  readonly store?: StoreOptions
}

export interface WorkspaceRequest {
  readonly id?: string | undefined
  /** The workspace to begin as; the fixtures otherwise. */
  readonly from?: string | undefined
  /** The snapshot of it (by default of the default workspace) to begin as. */
  readonly snapshot?: string | undefined
  /** Sections by surface, in place of the server's fixtures; surfaces that are left out keep those. */
  readonly fixtures?: FixtureData | undefined
  /** Profiles by surface, in place of the server's. */
  readonly profiles?: Readonly<Record<string, string>> | undefined
  /** Knobs by surface, in place of the server's; those that are left out keep those. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  /** What its clock begins as. */
  readonly clock?: { readonly now?: number | undefined; readonly frozen?: boolean | undefined } | undefined
}

export class Kernel {
  readonly surfaces: readonly AnySurface[]
  readonly traffic = new Traffic()
  /** The system's time (or a test's), for what no workspace owns: certificates, uptime. */
  readonly clock: Clock
  readonly #workspaces = new Map<string, Workspace>()
  readonly #store: Store
  #fixtures: Fixtures
  #operations: OperationRegistry | undefined
  /** Hides secrets in what is shown or logged. */
  readonly maskers: Maskers
  readonly #gathered: GatheredLayers = new WeakMap()
  readonly #options: Required<
    Pick<KernelOptions, 'settings' | 'journal' | 'workspaceLimit' | 'reservedIds'>
  > & {
    seed: string | undefined
    limits: WorkspaceLimits
  }

  constructor(options: KernelOptions) {
    this.surfaces = options.surfaces
    this.clock = options.clock ?? systemClock
    this.#options = {
      settings: options.settings ?? { profiles: {}, overrides: {} },
      journal: options.journal ?? { entries: 10_000, bytes: 64 * 1024 * 1024 },
      limits: { ...DEFAULT_WORKSPACE_LIMITS, ...options.limits },
      workspaceLimit: options.workspaceLimit ?? 1000,
      reservedIds: options.reservedIds ?? [],
      seed: options.seed,
    }
    this.maskers = new Maskers(this.surfaces)
    this.#store = new Store(options.store)
    this.#fixtures = loadFixtures(this.#store, this.surfaces, options.fixtures)
    checkSettings(this.surfaces, this.#options.settings)
    this.#store.declare(schedulerSlice)
    this.#store.load(({ origin }) => this.#makeFixtures(origin as FixtureData))
    this.#reopen()
    if (this.#workspaces.has(DEFAULT_WORKSPACE)) return
    this.#open(
      DEFAULT_WORKSPACE,
      this.#store.createWorld(DEFAULT_WORKSPACE, this.#fixtures),
      this.#options.settings,
    )
  }

  /** What the surfaces can do, for people. */
  get operations(): OperationRegistry {
    return (this.#operations ??= new OperationRegistry(this.surfaces.flatMap(({ operations }) => operations)))
  }

  /** Given when an answer must wait until what its request changed is safe. */
  get sync(): Sync | undefined {
    return this.#store.sync
  }

  /** The workspace of that id. */
  workspace(id: string): Workspace | undefined {
    return this.#workspaces.get(id)
  }

  get defaultWorkspace(): Workspace {
    return this.#workspaces.get(DEFAULT_WORKSPACE)!
  }

  /** All workspaces, `default` first, then in order of creation. */
  workspaces(): Workspace[] {
    return [...this.#workspaces.values()]
  }

  /** Their ids, in the same order. */
  workspaceIds(): Iterable<string> {
    return this.#workspaces.keys()
  }

  get workspaceCount(): number {
    return this.#workspaces.size
  }

  /** Creates a workspace. @throws UserError when the id is taken, reserved or malformed, the limit is reached, or what it is to begin as cannot be used */
  createWorkspace(request: WorkspaceRequest = {}): Workspace {
    const id = request.id ?? this.#freeId()
    this.#checkId(id)
    if (this.#workspaces.size >= this.#options.workspaceLimit) {
      throw new UserError(
        `There are ${this.#workspaces.size} workspaces already, as many as --workspace-limit allows; delete one first.`,
      )
    }
    const from = this.#beginning(request)
    const { snapshot } = request
    const fixtures = request.fixtures ? this.#makeFixtures(request.fixtures) : this.#fixtures
    const base = from?.given ?? this.#options.settings
    const given = {
      profiles: { ...base.profiles, ...request.profiles },
      overrides: withKnobs(base.overrides, request.settings ?? {}),
    }
    checkSettings(this.surfaces, given)
    const world = this.#store.update(() => {
      const made = from
        ? this.#store.forkWorld(id, from.world, snapshot)
        : this.#store.createWorld(id, fixtures)
      keep(made, 'choice', given)
      return made
    })
    const workspace = this.#open(id, world, given)
    const { now, frozen } = request.clock ?? {}
    if (frozen === true) workspace.clock.freeze(true)
    if (now !== undefined) workspace.clock.set(now)
    return workspace
  }

  /** The workspace that a new one is to begin as. */
  #beginning({ from, snapshot, fixtures }: WorkspaceRequest): Workspace | undefined {
    if (from === undefined && snapshot === undefined) return undefined
    if (fixtures)
      throw new UserError('A workspace begins as another one or with fixtures of its own, not with both.')
    const id = from ?? DEFAULT_WORKSPACE
    const workspace = this.#workspaces.get(id)
    if (!workspace) throw new UserError(noSuch('workspace', id, this.workspaceIds(), ' to begin from'))
    return workspace
  }

  #makeFixtures(data: FixtureData): Fixtures {
    return makeFixtures(this.#store, this.surfaces, data, this.#fixtures)
  }

  /** Removes a workspace with all it holds. @returns whether there was one @throws UserError for `default` */
  deleteWorkspace(id: string): boolean {
    if (id === DEFAULT_WORKSPACE)
      throw new UserError(`The workspace "${DEFAULT_WORKSPACE}" always exists; reset it instead.`)
    if (!this.#workspaces.has(id)) return false
    this.#store.deleteWorld(id)
    return this.#workspaces.delete(id)
  }

  /**
   * Takes other fixtures: the state of all workspaces that stand on the present ones begins anew on them; clocks, faults
   * and journals go on. Not for a store that outlives the process.
   *
   * @throws UserError when they cannot be used; all stays as it is then
   */
  takeFixtures(source: FixtureSource): void {
    const before = this.#fixtures
    this.#fixtures = reloadFixtures(this.#store, this.surfaces, source)
    for (const workspace of this.#workspaces.values())
      if (workspace.world.fixtures === before) workspace.standOn(this.#fixtures)
  }

  /** Opens the workspaces of an earlier process: each as it was created, the default one as this process is told. */
  #reopen(): void {
    const worlds = this.#store.worlds()
    this.#store.update(() => {
      for (const world of worlds) keep(world, 'starts', (recall(world, 'starts') ?? 0) + 1)
    })
    for (const world of worlds) {
      const given = recall(world, 'choice') ?? this.#options.settings
      checkSettings(this.surfaces, given)
      this.#open(world.id, world, given)
    }
  }

  #open(id: string, world: Workspace['world'], given: GivenSettings): Workspace {
    const secrets = new KnownSecrets(world, this.surfaces, this.#gathered)
    const workspace = new Workspace({
      id,
      world,
      secrets,
      store: this.#store,
      journal: new Journal(id, this.#options.journal, this.maskers, secrets),
      given,
      clockSource: this.clock,
      seed: this.#options.seed,
      limits: this.#options.limits,
      due: Object.fromEntries(this.surfaces.flatMap(({ due = {} }) => Object.entries(due))),
    })
    this.#workspaces.set(id, workspace)
    return workspace
  }

  #freeId(): string {
    const { ids } = this.defaultWorkspace
    for (;;) {
      const id = `w-${ids.text(10, 'abcdefghijklmnopqrstuvwxyz0123456789')}`
      if (!this.#workspaces.has(id)) return id
    }
  }

  #checkId(id: string): void {
    if (!WORKSPACE_ID.test(id)) {
      throw new UserError(
        `"${id}" cannot be a workspace id: use 1 to 63 lower-case letters, digits and inner hyphens.`,
      )
    }
    if (this.#options.reservedIds.includes(id))
      throw new UserError(`"${id}" is a host name of the mock's own; choose another workspace id.`)
    if (this.#workspaces.has(id)) throw new UserError(`There is a workspace "${id}" already.`)
  }
}
