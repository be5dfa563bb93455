/** Password policies: what they ask of a password, and passwords made to please them. */
import type { Ids } from '../../../kernel/world/ids.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import type { AccountRow, PolicyRow, ResourceRow } from '../state.ts'
import { fillText } from '../texts.ts'
import type { PmpWorld } from './world.ts'

const LOWER = 'abcdefghijkmnopqrstuvwxyz'
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'
const SPECIAL = '!@#$*-_.'
const GENERATED_LENGTH = 12
const DAY_MS = 86_400_000

export function policyName(resource: ResourceRow, account: AccountRow): string {
  return account.policy ?? resource.policy
}

/**
 * What a password fails in, in the product's words, or undefined when it pleases the policy. Letters are one rule, which
 * asks for both cases (client C14). A policy that is not defined asks nothing.
 */
export function policyFault(
  { tables, settings: { texts } }: PmpWorld,
  policyName: string,
  password: string,
): string | undefined {
  const policy = tables.policies.get(policyName)
  if (!policy) return undefined
  const { minLength, maxLength } = policy
  if (password.length < minLength) return fillText(texts.policyTooShort, { count: String(minLength) })
  if (password.length > maxLength) return fillText(texts.policyTooLong, { count: String(maxLength) })
  if (policy.upperCase && !/[a-z].*[A-Z]|[A-Z].*[a-z]/s.test(password)) return texts.policyMixedCase
  if (policy.digit && !/\d/.test(password)) return texts.policyNumeral
  if (policy.special && !/[^A-Za-z0-9]/.test(password)) return texts.policySpecial
  return undefined
}

/** A policy by its name. @throws PmpError when there is none */
export function findPolicy({ tables }: PmpWorld, name: string): PolicyRow {
  const policy = tables.policies.get(name)
  if (policy) return policy
  const known = [...tables.policies.keys()].join(', ')
  throw new PmpError(
    'policy.not-found',
    `There is no password policy "${name}"; there are: ${known}.`,
    OUR_READING,
  )
}

/** A policy by its name or its id; undefined when neither came. @throws PmpError when there is none */
export function policyChosen(
  world: PmpWorld,
  name: string | undefined,
  id: string | undefined,
): PolicyRow | undefined {
  if (name !== undefined) return findPolicy(world, name)
  if (id === undefined) return undefined
  const policy = world.tables.policies.first('id', id)
  if (policy) return policy
  throw new PmpError('policy.not-found', `There is no password policy with id "${id}".`, OUR_READING)
}

/** Whether a password is older than its policy allows. What nobody knows the age of does not expire (our reading). */
export function isExpired(world: PmpWorld, policyName: string, account: AccountRow): boolean {
  const maxAgeDays = world.tables.policies.get(policyName)?.maxAgeDays ?? null
  const since = account.modifiedAt ?? account.createdAt
  return maxAgeDays !== null && since !== null && world.now() >= since + maxAgeDays * DAY_MS
}

/** Makes a password that the policy accepts. */
export function generatePassword(ids: Ids, policy: PolicyRow | undefined): string {
  const length = Math.max(
    policy?.minLength ?? 0,
    Math.min(GENERATED_LENGTH, policy?.maxLength ?? GENERATED_LENGTH),
  )
  const rest = LOWER + UPPER + DIGITS + (policy?.special ? SPECIAL : '')
  const begin =
    ids.text(1, LOWER) +
    ids.text(1, UPPER) +
    ids.text(1, DIGITS) +
    (policy?.special ? ids.text(1, SPECIAL) : '')
  return (begin + ids.text(Math.max(0, length - begin.length), rest)).slice(0, length)
}
