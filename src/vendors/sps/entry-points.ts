/** What lies just below `/api` in which version: one table for the listing, the user information and the paths themselves. */
import { isWithin, type Features, type Profile } from './profiles.ts'
import type { SpsSettings } from './settings.ts'

/** A path just below `/api`, with all that is below it. */
export interface EntryPoint {
  readonly key: string
  readonly since?: Profile
  /** The first version without it. */
  readonly until?: Profile
  /** Rows of the profile table and knobs that must all be on. */
  readonly features?: readonly (keyof Features | 'healthAlias')[]
  /** Answers, but is not listed. */
  readonly isAlias?: true
}

/** In alphabetical order, as all lists of siblings are. */
const ENTRY_POINTS: readonly EntryPoint[] = [
  { key: 'active-sessions', since: '5.x' },
  { key: 'audit', since: '5.x' },
  { key: 'authentication' },
  { key: 'cluster', since: '5.x' },
  { key: 'configuration' },
  // Named, beside `userinfo`, by the page on user information of guides 7.0.5 LTS to 7.2.1, and by none of 7.5.1.
  { key: 'endpoints', since: '7.0', until: '7.5' },
  { key: 'firmware', features: ['firmwareEndpoints'] },
  // safeguard-ps writes it with a hyphen in its help texts.
  { key: 'health-status', features: ['healthStatus', 'healthAlias'], isAlias: true },
  { key: 'health_status', features: ['healthStatus'] },
  { key: 'info' },
  { key: 'plugin', since: '6.9' },
  { key: 'setup' },
  { key: 'ssh-host-keys' },
  { key: 'starling', since: '6.9' },
  { key: 'transaction' },
  { key: 'troubleshooting', features: ['supportBundle'] },
  { key: 'upload', since: '5.x' },
  { key: 'user' },
  { key: 'user_info' },
  { key: 'userinfo', since: '7.0', until: '7.5', isAlias: true },
]

const byKey: ReadonlyMap<string, EntryPoint> = new Map(ENTRY_POINTS.map((one) => [one.key, one]))

/** What some version lists there. */
export const entryPointKeys: readonly string[] = ENTRY_POINTS.filter(({ isAlias }) => !isAlias).map(
  ({ key }) => key,
)

/** What a version lists at `/api`. */
export function listedAt(settings: SpsSettings): EntryPoint[] {
  return ENTRY_POINTS.filter((one) => !one.isAlias && isOffered(one, settings))
}

/** The entry point that a path below the API's root belongs to; none for the root itself. */
export function entryPointOf(path: string): EntryPoint | undefined {
  return byKey.get(path.split('/')[2]?.split('@')[0] ?? '')
}

/** Whether a version has it. */
export function isOffered({ since, until, features = [] }: EntryPoint, settings: SpsSettings): boolean {
  return isWithin(settings.profile, since, until) && features.every((name) => settings[name] === true)
}
