/** Which product versions serve an operation, found out by asking the site map as each of them. */
import type { Extensions } from '../../../kernel/surface/document.ts'
import { ROOT, siteMap } from '../paths.ts'
import { PROFILES, type Profile } from '../profiles.ts'
import { spsSettings } from '../settings.ts'
import { offerAt, parentOf, type Place } from '../site-map.ts'
import type { SpsOperation } from '../operation.ts'

export interface Versions {
  /** Those that serve it, newest first. */
  readonly served: readonly Profile[]
  /** Those that have its path, and not its method. */
  readonly refusing: readonly Profile[]
  /** Those that do not know its path. */
  readonly without: readonly Profile[]
  /** Of these, those that take it for the key of a member that is not there. */
  readonly mistaking: readonly Profile[]
}

const known = new WeakMap<SpsOperation, Versions>()

export function versionsOf(operation: SpsOperation): Versions {
  let versions = known.get(operation)
  if (!versions) {
    const looks = PROFILES.map((profile) => ({ profile, ...lookAs(profile, operation) }))
    const those = (isIt: (look: (typeof looks)[number]) => boolean): Profile[] =>
      looks.filter(isIt).map(({ profile }) => profile)
    versions = {
      served: those(({ isThere, isOffered }) => isThere && isOffered),
      refusing: those(({ isThere, isOffered }) => isThere && !isOffered),
      without: those(({ isThere }) => !isThere),
      mistaking: those(({ isMember }) => isMember),
    }
    known.set(operation, versions)
  }
  return versions
}

/** Tells versions where not all are meant. */
export function inProfiles(profiles: readonly Profile[]): Extensions {
  return profiles.length === PROFILES.length ? {} : { 'x-pam-mock-profiles': profiles }
}

interface Look {
  readonly isThere: boolean
  readonly isOffered: boolean
  readonly isMember: boolean
}

function lookAs(profile: Profile, { route }: SpsOperation): Look {
  const settings = spsSettings.resolve(profile, undefined)
  const [method = '', path = ''] = [route].flat()[0]!.split(' ', 2)
  // A parameter stands for any member, and every member is there.
  const asked = ROOT + path.replaceAll(/:\w+/g, '-')
  const viewer = { settings, has: () => true }
  const { place } = siteMap.locate(asked, viewer)
  const above = siteMap.locate(parentOf(asked), viewer).place
  const isThere = place !== undefined && isAnswered(place) && offerAt(place, settings).isOpen
  return {
    isThere,
    isOffered: isThere && offerAt(place, settings).allow.split(', ').includes(method),
    isMember: !isThere && above?.member !== undefined,
  }
}

function isAnswered({ operations }: Place): boolean {
  return operations.size > 0
}
