/** A workspace: an isolated world with its own state, clock, ids, journal and settings. */
import { Scheduler, schedulerSlice, type DueHandler } from './scheduler.ts'
import { WorkspaceClock, type Clock, type ClockSetting } from './clock.ts'
import { Ids } from './ids.ts'
import { Faults } from '../faults/faults.ts'
import type { Journal } from '../journal/journal.ts'
import type { KnownSecrets } from '../journal/known-secrets.ts'
import { keep, recall } from './workspace-properties.ts'
import { UserError } from '../errors.ts'
import type { WorkspaceLimits } from './limits.ts'
import { Collector, type Ending } from '../store/collect.ts'
import type { Fixtures } from '../store/fixtures.ts'
import type { Opened, Slice, Table } from '../store/table.ts'
import type { Store } from '../store/store.ts'
import type { World } from '../store/world.ts'
import type { GivenSettings, SettingsDefinition } from './settings.ts'

export interface WorkspaceParts {
  readonly id: string
  readonly world: World
  readonly store: Store
  readonly journal: Journal
  readonly secrets: KnownSecrets
  readonly given: GivenSettings
  readonly clockSource: Clock
  readonly seed: string | undefined
  readonly limits: WorkspaceLimits
  /** What the surfaces do when something scheduled is due, by kind. */
  readonly due?: Readonly<Record<string, DueHandler<Workspace>>>
}

export class Workspace {
  readonly id: string
  readonly clock: WorkspaceClock
  readonly ids: Ids
  /** What is to happen at moments to come. */
  readonly scheduler: Scheduler<Workspace>
  readonly world: World
  readonly journal: Journal
  /** Its secrets by value, to be hidden in what people read. */
  readonly secrets: KnownSecrets
  readonly faults: Faults
  readonly given: GivenSettings
  /** What is kept at most. */
  readonly limits: WorkspaceLimits
  readonly #store: Store
  readonly #settings = new Map<SettingsDefinition<unknown>, unknown>()
  readonly #services = new Map<unknown, unknown>()
  #collectors = new WeakMap<object, Collector<unknown>>()

  constructor(parts: WorkspaceParts) {
    this.id = parts.id
    this.world = parts.world
    this.journal = parts.journal
    this.secrets = parts.secrets
    this.given = parts.given
    this.limits = parts.limits
    this.#store = parts.store
    this.clock = new WorkspaceClock(parts.clockSource, {
      changed: (before) => this.#keepClock(before),
      moved: () => this.scheduler.drain(),
    })
    this.clock.restore(recall(parts.world, 'clock') ?? this.clock.setting)
    this.ids = new Ids(parts.id, parts.seed, recall(parts.world, 'starts'))
    this.faults = new Faults(parts.id, parts.seed, parts.limits.faults)
    this.scheduler = new Scheduler<Workspace>({
      workspace: this,
      clock: this.clock,
      handlers: parts.due ?? {},
      tables: () => this.state(schedulerSlice),
      update: (work) => this.update(work),
    })
  }

  /** How often it has been reopened by a new process since it was new or reset. */
  get starts(): number {
    return recall(this.world, 'starts') ?? 0
  }

  /** The tables of a surface's slice. */
  state<Of extends Slice>(slice: Of): Opened<Of> {
    return this.world.open(slice)
  }

  /** A surface's profile and knobs, as this workspace was told. */
  settings<Settings>(definition: SettingsDefinition<Settings>): Settings {
    let settings = this.#settings.get(definition)
    if (settings === undefined) {
      const profile = this.given.profiles[definition.surface] ?? definition.profiles[0]
      settings = definition.resolve(profile, this.given.overrides[definition.surface])
      this.#settings.set(definition, settings)
    }
    return settings as Settings
  }

  /** Something a surface builds once for each workspace, under a key of its own; gone after a reset. */
  service<Service>(key: unknown, build: (workspace: this) => Service): Service {
    let service = this.#services.get(key) as Service | undefined
    if (service === undefined) this.#services.set(key, (service = build(this)))
    return service
  }

  /** Changes state: all of it, or nothing when `work` throws. */
  update<Result>(work: () => Result): Result {
    return this.#store.update(work)
  }

  /**
   * Lets rows of a table go that have ended, and the least used ones of too many; to be called whenever one is added.
   * Costs a few look-ups, however many rows there are.
   */
  collect<Row>(table: Table<Row>, ending: Ending<Row>): void {
    let collector = this.#collectors.get(table) as Collector<Row> | undefined
    if (!collector) {
      collector = new Collector(table, this.limits.sessions)
      this.#collectors.set(table, collector)
    }
    collector.step(ending)
  }

  /** Keeps the present state under a name. @throws UserError when there are as many snapshots as may be */
  snapshot(name: string): void {
    const names = this.world.snapshots()
    if (!names.includes(name) && names.length >= this.limits.snapshots)
      throw new UserError(
        `There are ${names.length} snapshots already, as many as --snapshot-limit allows; delete one first.`,
      )
    this.world.snapshot(name)
  }

  /** Back to a snapshot's state; clock, ids, faults and journal go on. @throws UserError when there is none so called */
  restore(snapshot: string): void {
    this.world.restore(snapshot)
    this.forgetServices()
  }

  /** Begins anew on other fixtures; clock, ids, faults and journal go on. */
  standOn(fixtures: Fixtures): void {
    this.world.standOn(fixtures)
    this.forgetServices()
  }

  /** Lets go of what surfaces have derived, after state was changed behind their back. */
  forgetServices(): void {
    this.#services.clear()
    this.#collectors = new WeakMap()
  }

  /** Back to the fixtures: state, clock, ids, faults and journal. */
  reset(): void {
    this.update(() => {
      this.world.reset()
      this.clock.reset()
      keep(this.world, 'starts', 0)
    })
    this.ids.reset()
    this.faults.clear()
    this.journal.clear()
    this.forgetServices()
  }

  /** The clock's setting is state: it is kept, and goes back when the update that changed it is undone. */
  #keepClock(before: ClockSetting): void {
    this.update(() => {
      this.#store.undoable(() => this.clock.restore(before))
      keep(this.world, 'clock', this.clock.setting)
    })
  }
}
