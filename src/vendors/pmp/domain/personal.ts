/**
 * Personal passwords: each belongs to one user, and nobody else sees it, super administrators included. Where the user has
 * set a passphrase, it opens them. The categories are those of a fresh installation.
 */
import { sameSecret } from '../../../kernel/secret.ts'
import { totp } from '../../../kernel/totp.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import { inCategory, type PersonalAccountRow, type UserRow } from '../state.ts'
import { countFailure, forgetFailures, isSolved, type SolvedCaptcha } from './captchas.ts'
import { listed, rowsOf, type Listed } from './pages.ts'
import { PERSONAL_CATEGORIES, WEB_ACCOUNTS, type PersonalCategory } from './personal-categories.ts'
import type { Actor, PmpWorld } from './world.ts'

const SOURCE = `the vendor's browser extension (client C6); ${OUR_READING}`

/** How a user comes to the own personal passwords. */
export interface PersonalAccess {
  readonly actor: Actor
  /** What came in the PASSPHRASE header. */
  readonly passphrase: string | undefined
}

/** Whether a user needs a passphrase, does not, or must set one first. */
export type PassphraseStatus = 'PASSPHRASE_NEED' | 'PASSPHRASE_NOT_NEED' | 'PASSPHRASE_NOT_SET'

/** @throws PmpError when the site lets nobody keep personal passwords */
export function passphraseStatus(world: PmpWorld, user: UserRow): PassphraseStatus {
  const { personalPasswords, personalPassphrase } = world.settings
  if (!personalPasswords) {
    throw new PmpError(
      'personal.disabled',
      'The site lets nobody keep personal passwords ("pmp.personalPasswords").',
      `General Settings, 8; ${OUR_READING}`,
    )
  }
  if (user.passphrase !== null) return 'PASSPHRASE_NEED'
  return personalPassphrase === 'required' ? 'PASSPHRASE_NOT_SET' : 'PASSPHRASE_NOT_NEED'
}

/** Checks a passphrase; failures in a row make a captcha appear. @throws PmpError when it is another */
export function checkPassphrase(world: PmpWorld, access: PersonalAccess, captcha: SolvedCaptcha): void {
  const { user } = access.actor
  const whose = `passphrase/${user.id}`
  const fault = isSolved(world, whose, captcha)
    ? passphraseFault(world, access)
    : 'The captcha that was shown last must be solved ("pmp.captcha.text"), in hidCaptchaID and inCaptchaChars.'
  if (fault !== undefined) {
    const refusal = passphraseRefused(fault)
    refusal.details = countFailure(world, whose)
    throw refusal
  }
  forgetFailures(world, whose)
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
): Listed<PersonalAccountRow> {
  requirePassphrase(world, access)
  const category = findCategory(categoryId)
  const all = rowsOf(world.tables.personalAccounts, inCategory(access.actor.user.id, category.id))
  if (wanted === '') return all
  return listed([...all.from(0)].filter((account) => holds(account, category, wanted.toLowerCase())))
}

/** The user's web accounts that have a URL. */
export function personalWebsites(world: PmpWorld, access: PersonalAccess): PersonalAccountRow[] {
  const all = searchPersonal(world, access, WEB_ACCOUNTS.id, '')
  return [...all.from(0)].filter(({ fields }) => fields['SERVICEURL'])
}

/** One of the user's accounts, in its category. */
export function findPersonalIn(
  world: PmpWorld,
  access: PersonalAccess,
  categoryId: string,
  id: string,
): PersonalAccountRow {
  const account = findPersonal(world, access, id)
  if (account.categoryId === findCategory(categoryId).id) return account
  return fail(`Category "${categoryId}" holds no "${id}".`)
}

/** Marks or unmarks one of the user's accounts. */
export function setPersonalFavourite(
  world: PmpWorld,
  access: PersonalAccess,
  { categoryId, id, favourite }: { categoryId: string; id: string; favourite: boolean },
): void {
  const account = findPersonalIn(world, access, categoryId, id)
  world.update(() => world.tables.personalAccounts.put(id, { ...account, favourite }))
}

/** The one-time password of the moment for one of the user's accounts. */
export function readPersonalTotp(world: PmpWorld, access: PersonalAccess, id: string): string {
  const { totpSecret } = findPersonal(world, access, id)
  if (totpSecret === null)
    throw new PmpError('totp.none', `No TOTP is set up for personal account "${id}".`, SOURCE)
  return totp(totpSecret, world.now())
}

function findPersonal(world: PmpWorld, access: PersonalAccess, id: string): PersonalAccountRow {
  const { user } = access.actor
  requirePassphrase(world, access)
  const account = world.tables.personalAccounts.get(id)
  if (account?.userId === user.id) return account
  return fail(`User "${user.login}" has no personal account "${id}"; those of others are answered as absent.`)
}

export function requirePassphrase(world: PmpWorld, access: PersonalAccess): void {
  const fault = passphraseFault(world, access)
  if (fault !== undefined) throw passphraseRefused(fault)
}

function passphraseFault(
  world: PmpWorld,
  { actor: { user }, passphrase }: PersonalAccess,
): string | undefined {
  const status = passphraseStatus(world, user)
  if (status === 'PASSPHRASE_NOT_NEED') return undefined
  if (status === 'PASSPHRASE_NOT_SET')
    return `The site wants a passphrase of each user ("pmp.personalPassphrase"), and "${user.login}" has set none.`
  if (passphrase === undefined)
    return `User "${user.login}" has set a passphrase for personal passwords; send it in a PASSPHRASE header.`
  // Client C6 encodes it from build 12230 on.
  const isRight = [passphrase, decoded(passphrase)].some((one) => sameSecret(user.passphrase!, one))
  return isRight ? undefined : `The PASSPHRASE header does not hold the passphrase of "${user.login}".`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function passphraseRefused(message: string): PmpError {
  return new PmpError('personal.passphrase', message, SOURCE)
}

function holds({ fields }: PersonalAccountRow, { columns }: PersonalCategory, wanted: string): boolean {
  const open = columns.filter(({ type }) => type !== 'Password').map(({ name }) => name)
  return open.some((name) => fields[name]?.toLowerCase().includes(wanted))
}

function fail(message: string): never {
  throw new PmpError('personal.not-found', message, SOURCE)
}
