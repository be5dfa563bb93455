/** What a sign-in answers, build by build. */
import type { Visit } from '../call.ts'
import { organizationsOf } from '../domain/organizations.ts'
import type { PmpWorld } from '../domain/world.ts'
import { arrange } from '../editions.ts'
import type { UserRow } from '../state.ts'

type Printed = Record<string, unknown>

/** From this build on all is told at once; before, PERMISSIONS held it (client C6, and the types of client C16). */
const FLAT_FROM_BUILD = 9700

export function sessionDetails({ world, edition }: Visit, user: UserRow, key: string): Printed {
  const inOrder = (members: Printed): Printed => arrange(edition, 'details', members)
  const told: Printed = {
    USERLOGINNAME: user.login,
    USERID: user.id,
    ORGLIST: organizationMap(world, user),
    ISAUTOLOGONACCESS: 'true',
    ISAUTOFILLACCESS: 'true',
    ENFORCEMAXTIMELIMIT: 'false',
    ENFORCE_PREVENT_BROWSER_ADD_ACCOUNT: 'false',
    SESSIONTIMEOUT: String(world.settings.timers.sessionMinutes),
    ISPERSONALTABENABLED: String(world.settings.personalPasswords),
  }
  if (Number(world.settings.buildNumber) >= FLAT_FROM_BUILD)
    return inOrder({ AUTHKEY: key, ...told, USERROLE: user.role })
  const who = { ...told, USEREMAILID: user.email, USERFULLNAME: user.fullName }
  return inOrder({
    AUTHKEY: key,
    PERMISSIONS: inOrder({ USERDETAILS: inOrder(who), USERROLES: { ROLE: user.role } }),
  })
}

/** What the second factor is asked for with. */
export function halfSessionDetails({ world, edition }: Visit, user: UserRow, key: string): Printed {
  return arrange(edition, 'details', {
    USERLOGINNAME: user.login,
    USERID: user.id,
    FIRSTFACTORSECRETKEY: key,
    ISSECONDFACTORENABLED: 'TRUE',
    SECONDFACTOR: world.settings.secondFactor,
  })
}

/** A map whose keys nobody reads, with ids that are numbers, as the types of client C16 have it. */
function organizationMap(world: PmpWorld, user: UserRow): Map<string, unknown> {
  return new Map(
    organizationsOf(world, user).map(({ id, name, urlName }) => [
      id,
      { ORGID: Number(id), ORGNAME: name, ORGURLNAME: urlName },
    ]),
  )
}
