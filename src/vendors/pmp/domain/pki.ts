/** Certificates and signing requests. Everything the mock makes is visibly fake. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { CertificateRow, CsrRow } from '../state.ts'
import { audit } from './audit.ts'
import { isWithin, requireManager } from './rights.ts'
import { nextId, type Actor, type PmpWorld } from './world.ts'

const DAY_MS = 86_400_000
const LONGEST_MS = 36_525 * DAY_MS
const SOURCE = 'PAM360 REST, sslapi; clients C2 and C20'

export function listCertificates(
  world: PmpWorld,
  { user }: Actor,
  withinDays: number | undefined,
): CertificateRow[] {
  requireManager(user)
  const all = [...world.tables.certificates.walk('id', { group: user.organizationId })]
  if (withinDays === undefined) return all
  const limit = world.now() + withinDays * DAY_MS
  return all.filter(({ expiresAt }) => expiresAt < limit)
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

export function deleteCertificate(world: PmpWorld, actor: Actor, certificate: CertificateRow): void {
  world.update(() => world.tables.certificates.delete(certificate.id))
  audit(world, actor, { operation: 'Certificate Deleted' })
}

/** The signing requests of the organisation, made here or imported, in the order of their ids. */
export function listCsrs(world: PmpWorld, { user }: Actor): CsrRow[] {
  requireManager(user)
  return [...world.tables.csrs.walk('id', { group: user.organizationId })]
}

export function findCsr(world: PmpWorld, { user }: Actor, id: string | undefined): CsrRow {
  requireManager(user)
  const csr = world.tables.csrs.get(id ?? '')
  if (csr && isWithin(user, csr)) return csr
  throw new PmpError('csr.not-found', `There is no signing request with CSR_ID "${id ?? ''}".`, OUR_READING)
}

export function importCsr(world: PmpWorld, actor: Actor, commonName: string, email: string): CsrRow {
  requireManager(actor.user)
  const csr = addCsr(world, actor, commonName, email)
  audit(world, actor, { operation: 'CSR Imported' })
  return csr
}

/** Makes a request here, to be exported or signed. */
export function createCsr(world: PmpWorld, actor: Actor, commonName: string, email: string): CsrRow {
  requireManager(actor.user)
  const csr = addCsr(world, actor, commonName, email)
  audit(world, actor, { operation: 'CSR Created' })
  return csr
}

function addCsr(world: PmpWorld, { user }: Actor, commonName: string, email: string): CsrRow {
  return world.update(() => {
    const id = nextId(world, 'csrs')
    const row: CsrRow = { id, organizationId: user.organizationId, commonName, email }
    world.tables.csrs.put(row.id, row)
    return row
  })
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

/** The file of a certificate, in the frame of PEM but without a certificate in it. */
export function certificateFile(certificate: CertificateRow, type: 'CERTIFICATE' | 'PRIVATE KEY'): string {
  return framed(type, `${certificate.commonName} ${certificate.serialNumber}`)
}

/** The file of a signing request, with no request in it either. */
export function csrFile({ id, commonName }: CsrRow): string {
  return framed('CERTIFICATE REQUEST', `${commonName} ${id}`)
}

function framed(type: string, what: string): string {
  const inside = `FAKE ${type} ${what}`
  return `-----BEGIN ${type}-----\n${Buffer.from(inside).toString('base64')}\n-----END ${type}-----\n`
}
