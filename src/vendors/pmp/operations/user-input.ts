/** What INPUT_DATA says of a user, for the rules about users. */
import type { OutputOf } from '../../../kernel/schema.ts'
import type { NewUser } from '../domain/users.ts'
import type { PmpWorld } from '../domain/world.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import { newUser, ROLES } from '../schemas/users.ts'
import type { Role } from '../state.ts'

type UserInput = OutputOf<typeof newUser>

/** A new user, as INPUT_DATA tells it. @throws PmpError when a role or a validity cannot be */
export function newUserOf(world: PmpWorld, input: UserInput): NewUser {
  const [firstName, lastName] = [input.FIRSTNAME ?? '', input.LASTNAME ?? '']
  return {
    login: input.USERNAME ?? '',
    firstName,
    lastName,
    fullName: input.FULLNAME ?? `${firstName} ${lastName}`.trim(),
    email: input.EMAIL ?? '',
    password: input.PASSWORD ?? '',
    role: roleOf(input) ?? 'Password User',
    superAdministrator: input.ISSUPERADMIN === 'true',
    api:
      input.ISAPIUSER === 'true'
        ? {
            expiresAt: expiryOf(world, input),
            restEnabled: input.RESTAPIACCESS !== 'false',
            host: input.HOSTCHECK === 'false' ? '*' : (input.HOSTNAME ?? '*'),
          }
        : undefined,
    groupName: input.USERGROUPNAME,
    attributes: attributesOf(input),
  }
}

/**
 * A role of the site's own is known by its ROLEID, whatever it is called: the sample of userapi-2 has 301 and
 * "administator". Here it has the rights of the least of roles (our reading).
 */
export function roleOf({ ROLE, ROLEID }: Pick<UserInput, 'ROLE' | 'ROLEID'>): Role | undefined {
  if (ROLE === undefined) return undefined
  const found = ROLES.find((role) => role.toLowerCase() === ROLE.toLowerCase())
  if (found !== undefined) return found
  if (ROLEID !== undefined) return 'Password User'
  throw new PmpError('input.invalid', `INPUT_DATA at "ROLE": expected ${ROLES.join(' | ')}.`, OUR_READING)
}

function expiryOf(world: PmpWorld, { EXPIRYDATE, TOKENVALIDITYDAYS }: UserInput): number | null {
  if (EXPIRYDATE !== null || !TOKENVALIDITYDAYS) return EXPIRYDATE
  if (TOKENVALIDITYDAYS > LONGEST_DAYS) {
    throw new PmpError('input.invalid', 'TOKENVALIDITYDAYS is more than a hundred years.', OUR_READING)
  }
  return world.now() + TOKENVALIDITYDAYS * DAY_MS
}

const DAY_MS = 86_400_000
const LONGEST_DAYS = 36_500

/** What came besides the fields that mean something here. */
export function attributesOf(input: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input)
      .filter(([key, value]) => !Object.hasOwn(newUser().shape, key) && isScalar(value))
      .map(([key, value]) => [key, String(value)]),
  )
}

/** Texts, numbers and booleans stand for each other, here too. */
function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
