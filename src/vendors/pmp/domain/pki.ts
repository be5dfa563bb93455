/** Certificates, signing requests and SSH keys. Everything the mock makes is visibly fake. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { CertificateRow, CsrRow, SshKeyRow } from '../state.ts'
import { audit } from './audit.ts'
import { isWithin, requireManager } from './rights.ts'
import { byId, nextId, type Actor, type PmpWorld } from './world.ts'

const DAY_MS = 86_400_000
const LONGEST_MS = 36_525 * DAY_MS
const SOURCE = 'PAM360 REST, sslapi and sshapi; clients C2 and C20'

export function listCertificates(
  world: PmpWorld,
  { user }: Actor,
  withinDays: number | undefined,
): CertificateRow[] {
  requireManager(user)
  const limit = withinDays === undefined ? Infinity : world.now() + withinDays * DAY_MS
  return [...world.tables.certificates.values()]
    .filter((one) => isWithin(user, one) && one.expiresAt < limit)
    .sort(byId)
}

/** A certificate by its common name, and by its serial number when one is given. */
export function findCertificate(
  world: PmpWorld,
  { user }: Actor,
  commonName: string | undefined,
  serialNumber: string | undefined,
): CertificateRow {
  requireManager(user)
  for (const certificate of world.tables.certificates.find('name', commonName ?? '')) {
    if (!isWithin(user, certificate)) continue
    if (serialNumber === undefined || certificate.serialNumber === serialNumber) return certificate
  }
  throw new PmpError(
    'certificate.not-found',
    `There is no certificate "${commonName ?? ''}"${serialNumber === undefined ? '' : ` with serial number "${serialNumber}"`}.`,
    `${SOURCE}; ${OUR_READING}`,
  )
}

export interface CertificateWish {
  readonly commonName: string
  readonly passphrase: string
  readonly validityMs: number
}

export function createCertificate(world: PmpWorld, actor: Actor, wish: CertificateWish): CertificateRow {
  requireManager(actor.user)
  if (wish.validityMs > LONGEST_MS) {
    throw new PmpError('input.invalid', 'VALIDITY is longer than a hundred years.', OUR_READING)
  }
  const certificate = world.update(() => {
    const row: CertificateRow = {
      id: nextId(world, 'certificates'),
      organizationId: actor.user.organizationId,
      commonName: wish.commonName,
      serialNumber: world.ids.hex(16),
      issuer: `CN=${wish.commonName}`,
      expiresAt: world.now() + wish.validityMs,
      passphrase: wish.passphrase,
      additionalFields: {},
    }
    world.tables.certificates.put(row.id, row)
    return row
  })
  audit(world, actor, { operation: 'Certificate Created' })
  return certificate
}

export function importCsr(world: PmpWorld, actor: Actor, commonName: string, email: string): CsrRow {
  requireManager(actor.user)
  const csr = world.update(() => {
    const id = nextId(world, 'csrs')
    const row: CsrRow = { id, organizationId: actor.user.organizationId, commonName, email }
    world.tables.csrs.put(row.id, row)
    return row
  })
  audit(world, actor, { operation: 'CSR Imported' })
  return csr
}

/** Signs a request that was imported; the certificate carries its name. */
export function signCsr(
  world: PmpWorld,
  actor: Actor,
  csrId: string | undefined,
  validityMs: number,
): CertificateRow {
  const csr = world.tables.csrs.get(csrId ?? '')
  if (csr && isWithin(actor.user, csr))
    return createCertificate(world, actor, { commonName: csr.commonName, passphrase: '', validityMs })
  throw new PmpError(
    'csr.not-found',
    `There is no signing request with CSR_ID "${csrId ?? ''}".`,
    OUR_READING,
  )
}

export function setAdditionalFields(
  world: PmpWorld,
  actor: Actor,
  certificate: CertificateRow,
  fields: Readonly<Record<string, string>>,
): CertificateRow {
  const row = { ...certificate, additionalFields: { ...certificate.additionalFields, ...fields } }
  world.update(() => world.tables.certificates.put(row.id, row))
  audit(world, actor, { operation: 'Certificate Modified' })
  return row
}

export function listSshKeys(world: PmpWorld, { user }: Actor): SshKeyRow[] {
  requireManager(user)
  const keys = [...world.tables.sshKeys.values()].filter((key) => isWithin(user, key))
  return keys.sort((one, other) => (one.name < other.name ? -1 : 1))
}

export function findSshKey(world: PmpWorld, { user }: Actor, name: string | undefined): SshKeyRow {
  requireManager(user)
  const key = world.tables.sshKeys.get(name ?? '')
  if (key && isWithin(user, key)) return key
  throw new PmpError('ssh-key.not-found', `There is no SSH key "${name ?? ''}".`, OUR_READING)
}

/** The file of a certificate, in the frame of PEM but without a certificate in it. */
export function certificateFile(certificate: CertificateRow, type: 'CERTIFICATE' | 'PRIVATE KEY'): string {
  const inside = `FAKE ${type} ${certificate.commonName} ${certificate.serialNumber}`
  return `-----BEGIN ${type}-----\n${Buffer.from(inside).toString('base64')}\n-----END ${type}-----\n`
}
