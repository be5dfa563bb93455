/**
 * Personal passwords: each belongs to one user, and nobody else sees it, super administrators included. Where the user has
 * set a passphrase, it opens them. Categories and fields are those of a fresh installation (our reading).
 */
import { totpAt } from '../../../kernel/totp.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import type { PersonalAccountRow, UserRow } from '../state.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

const SOURCE = `the vendor's browser extension (client C6); ${OUR_READING}`

export interface PersonalCategory {
  readonly id: string
  readonly name: string
  readonly fields: readonly string[]
}

/** The label under which a personal account keeps its secret. */
export const PERSONAL_SECRET = 'PASSWORD'

export const PERSONAL_CATEGORIES: readonly PersonalCategory[] = [
  { id: '1', name: 'Web Accounts', fields: ['SERVICE NAME', 'URL', 'USERNAME', PERSONAL_SECRET, 'NOTES'] },
  { id: '2', name: 'Banking', fields: ['BANK NAME', 'ACCOUNT NUMBER', PERSONAL_SECRET, 'NOTES'] },
  { id: '3', name: 'Credit Cards', fields: ['CARD NAME', 'CARD NUMBER', PERSONAL_SECRET, 'NOTES'] },
  { id: '4', name: 'Contacts', fields: ['NAME', 'EMAIL', 'PHONE', 'NOTES'] },
]

/** How a user comes to the own personal passwords. */
export interface PersonalAccess {
  readonly actor: Actor
  /** What came in the PASSPHRASE header. */
  readonly passphrase: string | undefined
}

/** @throws PmpError when there is no such category */
export function findCategory(id: string): PersonalCategory {
  return PERSONAL_CATEGORIES.find((one) => one.id === id) ?? fail(`There is no personal category "${id}".`)
}

/** The user's accounts of a category in which a field other than the secret holds a text, in the order of their ids. */
export function searchPersonal(
  world: PmpWorld,
  access: PersonalAccess,
  categoryId: string,
  wanted: string,
): PersonalAccountRow[] {
  const { user } = access.actor
  requirePassphrase(user, access)
  const { id } = findCategory(categoryId)
  return [...world.tables.personalAccounts.find('user', user.id)]
    .filter((account) => account.categoryId === id && holds(account, wanted.toLowerCase()))
    .sort(byId)
}

/** Marks or unmarks one of the user's accounts. */
export function setPersonalFavourite(
  world: PmpWorld,
  access: PersonalAccess,
  { categoryId, id, favourite }: { categoryId: string; id: string; favourite: boolean },
): void {
  const account = findPersonal(world, access, id)
  if (account.categoryId !== findCategory(categoryId).id) fail(`Category "${categoryId}" holds no "${id}".`)
  world.update(() => world.tables.personalAccounts.put(id, { ...account, favourite }))
}

/** The one-time password of the moment for one of the user's accounts. */
export function readPersonalTotp(world: PmpWorld, access: PersonalAccess, id: string): string {
  const { totpSecret } = findPersonal(world, access, id)
  if (totpSecret === null)
    throw new PmpError('totp.none', `No TOTP is set up for personal account "${id}".`, SOURCE)
  return totpAt({ secret: totpSecret, algorithm: 'SHA1', digits: 6, validitySeconds: 30 }, world.now())
}

function findPersonal(world: PmpWorld, access: PersonalAccess, id: string): PersonalAccountRow {
  const { user } = access.actor
  requirePassphrase(user, access)
  const account = world.tables.personalAccounts.get(id)
  if (account?.userId === user.id) return account
  return fail(`User "${user.login}" has no personal account "${id}"; those of others are answered as absent.`)
}

function requirePassphrase(user: UserRow, { passphrase }: PersonalAccess): void {
  if (user.passphrase === null || user.passphrase === passphrase) return
  throw new PmpError(
    'personal.passphrase',
    passphrase === undefined
      ? `User "${user.login}" has set a passphrase for personal passwords; send it in a PASSPHRASE header.`
      : `The PASSPHRASE header does not hold the passphrase of "${user.login}".`,
    SOURCE,
  )
}

function holds({ fields }: PersonalAccountRow, wanted: string): boolean {
  return Object.entries(fields).some(
    ([label, value]) => label !== PERSONAL_SECRET && value.toLowerCase().includes(wanted),
  )
}

function fail(message: string): never {
  throw new PmpError('personal.not-found', message, SOURCE)
}
