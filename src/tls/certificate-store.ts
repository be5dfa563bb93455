/**
 * The generated authority and server certificate in a directory of the user's choice, so that clients (or a browser, or
 * another server in front) are told once what to trust.
 */
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { UserError } from '../kernel/errors.ts'
import { readRegularFile, requireRegular } from '../kernel/regular-file.ts'
import { authorityOf, createAuthority, type Authority, type Credentials, type KeyPair } from './authority.ts'

const AUTHORITY = { certificate: 'ca.pem', key: 'ca-key.pem' }
const SERVER = { certificate: 'server.pem', key: 'server-key.pem' }

/** A server certificate that ends sooner is made anew. */
const SOON_MS = 30 * 86_400_000

/**
 * The authority of a directory; made and kept there when there is none.
 *
 * @throws UserError when the directory cannot be used, or holds something else
 */
export async function keptAuthority(folder: string, now: number): Promise<Authority> {
  const found = readPair(folder, AUTHORITY)
  if (found) return checked(folder, found, now)
  const made = await createAuthority({ now })
  // Of two that start at once, one makes it and the other takes that.
  if (claim(folder, AUTHORITY.key, made.key, 0o600)) {
    replace(folder, AUTHORITY.certificate, made.certificate, 0o644)
    return made
  }
  return checked(folder, await otherOnes(folder), now)
}

/** The server certificate of a directory; issued and kept there when there is none that fits. */
export async function keptServer(
  folder: string,
  authority: Authority,
  names: readonly string[],
  now: number,
): Promise<Pick<Credentials, 'chain' | 'key'>> {
  const found = readPair(folder, SERVER)
  if (found && fits(found, authority, names, now)) return { chain: found.certificate, key: found.key }
  const made = await authority.issue({ commonName: names[0]!, names, usage: 'server', now })
  replace(folder, SERVER.key, made.key, 0o600)
  replace(folder, SERVER.certificate, made.chain, 0o644)
  return made
}

function checked(folder: string, pair: KeyPair, now: number): Authority {
  const certificate = parse(folder, pair)
  if (Date.parse(certificate.validTo) <= now)
    throw new UserError(
      `The authority in ${folder} ended on ${certificate.validTo}; remove its files, and tell clients to trust the new one.`,
    )
  return authorityOf(pair)
}

function parse(folder: string, { certificate, key }: KeyPair): X509Certificate {
  try {
    const parsed = new X509Certificate(certificate)
    if (parsed.ca && parsed.checkPrivateKey(createPrivateKey(key))) return parsed
  } catch {
    // Said below, as for a pair that does not belong together.
  }
  throw new UserError(
    `--tls-dir must be a directory whose ${AUTHORITY.certificate} and ${AUTHORITY.key} are an authority and its key, and those in ${folder} are not.`,
  )
}

function fits(
  { certificate, key }: KeyPair,
  authority: Authority,
  names: readonly string[],
  now: number,
): boolean {
  try {
    const leaf = new X509Certificate(certificate)
    return (
      leaf.verify(new X509Certificate(authority.certificate).publicKey) &&
      leaf.checkPrivateKey(createPrivateKey(key)) &&
      Date.parse(leaf.validFrom) <= now &&
      Date.parse(leaf.validTo) > now + SOON_MS &&
      names.every((name) => isNamed(leaf, name))
    )
  } catch {
    return false
  }
}

function readPair(folder: string, files: KeyPair): KeyPair | undefined {
  const [certificate, key] = [join(folder, files.certificate), join(folder, files.key)]
  return using(folder, () => {
    // One alone is replaced, so that it must be a file, too.
    for (const path of [certificate, key]) requireRegular(path)
    if (!existsSync(certificate) || !existsSync(key)) return undefined
    return { certificate: readRegularFile(certificate), key: readRegularFile(key) }
  })
}

function isNamed(leaf: X509Certificate, name: string): boolean {
  if (isIP(name) !== 0) return leaf.checkIP(name) !== undefined
  return leaf.subjectAltName?.split(', ').includes(`DNS:${name}`) === true
}

/** What another process, which has just made the key, is about to write. */
async function otherOnes(folder: string): Promise<KeyPair> {
  for (let left = 40; left > 0; left--) {
    const found = readPair(folder, AUTHORITY)
    if (found) return found
    await setTimeout(50)
  }
  throw new UserError(
    `${join(folder, AUTHORITY.certificate)} is missing beside its key; remove the key, or put it back.`,
  )
}

/** Writes a file that must not be there yet. @returns whether it was not */
function claim(folder: string, name: string, text: string, mode: number): boolean {
  return using(folder, () => {
    mkdirSync(folder, { recursive: true })
    const draft = draftOf(folder, name, text, mode)
    try {
      linkSync(draft, join(folder, name))
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    } finally {
      rmSync(draft, { force: true })
    }
  })
}

/** Writes a file, whole for whoever reads it meanwhile. */
function replace(folder: string, name: string, text: string, mode: number): void {
  using(folder, () => renameSync(draftOf(folder, name, text, mode), join(folder, name)))
}

function draftOf(folder: string, name: string, text: string, mode: number): string {
  const draft = join(folder, `.${name}.${randomBytes(4).toString('hex')}`)
  writeFileSync(draft, text, { mode, flag: 'wx' })
  return draft
}

function using<Result>(folder: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw new UserError(`The directory ${folder} (--tls-dir) cannot be used: ${(error as Error).message}.`)
  }
}
