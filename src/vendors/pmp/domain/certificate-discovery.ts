/**
 * Certificates that machines show when they are asked. The machines that can be reached are those of the world: resources
 * by their name or DNS name. What else is asked shows nothing.
 */
import { isIPv4 } from 'node:net'
import { OUR_READING, PmpError } from '../errors.ts'
import type { CertificateRow, ResourceRow } from '../state.ts'
import { createCertificate } from './pki.ts'
import { isWithin, requireManager } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

const YEAR_MS = 365 * 86_400_000

/** The certificate of one machine, taken into the repository; none when nothing answers there. */
export function discoverHost(world: PmpWorld, actor: Actor, host: string): CertificateRow[] {
  requireManager(actor.user)
  const wanted = host.toLowerCase()
  const found = machines(world, actor).filter(
    ({ name, dnsName }) => name.toLowerCase() === wanted || dnsName.toLowerCase() === wanted,
  )
  return found.map((machine) => shown(world, actor, machine))
}

/** The certificates of the machines from one address to another. @throws PmpError when they make no range */
export function discoverRange(world: PmpWorld, actor: Actor, first: string, last: string): CertificateRow[] {
  requireManager(actor.user)
  const [from, to] = [numberOf(first, 'StartIpAddress'), numberOf(last, 'EndIpAddress')]
  if (to < from) throw noRange(`"${last}" comes before "${first}"`)
  const found = machines(world, actor).filter(({ dnsName }) => {
    const at = isIPv4(dnsName) ? numberOf(dnsName, 'EndIpAddress') : -1
    return from <= at && at <= to
  })
  return found.map((machine) => shown(world, actor, machine))
}

function machines(world: PmpWorld, { user }: Actor): ResourceRow[] {
  return [...world.tables.resources.values()].filter((one) => isWithin(user, one))
}

/** What a machine shows is known from the second time on. */
function shown(world: PmpWorld, actor: Actor, { name, dnsName }: ResourceRow): CertificateRow {
  const commonName = dnsName === '' ? name : dnsName
  for (const known of world.tables.certificates.find('name', commonName))
    if (isWithin(actor.user, known)) return known
  return createCertificate(world, actor, { commonName, passphrase: '', validityMs: YEAR_MS })
}

function numberOf(address: string, member: string): number {
  if (!isIPv4(address)) throw noRange(`${member} "${address}" is no IPv4 address`)
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function noRange(why: string): PmpError {
  return new PmpError('input.invalid', `No range of addresses: ${why}.`, OUR_READING)
}
