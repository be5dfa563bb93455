/** What a world remembers of its workspace that is no row of a table, so that a restart finds it. */
import type { ClockSetting } from './clock.ts'
import type { World } from '../store/world.ts'
import type { GivenSettings } from './settings.ts'

export interface Kept {
  /** The settings it was created with. The default workspace has none of its own: it follows the server's. */
  readonly choice: GivenSettings
  readonly clock: ClockSetting
  /** How often it has been reopened since it was new or reset. A seeded stream of ids is another one each time. */
  readonly starts: number
}

export function keep<Name extends keyof Kept>(world: World, name: Name, value: Kept[Name]): void {
  world.remember(name, value)
}

export function recall<Name extends keyof Kept>(world: World, name: Name): Kept[Name] | undefined {
  // Only `keep` writes there, and what is loaded is what was written.
  return world.remembered(name) as Kept[Name] | undefined
}
