/**
 * Where the configuration, and what the wizard and the cluster are told, hold values of a certain form: by the names that lead to them, from the
 * last backwards, where a page of the guide shows such a value or the name leaves no doubt.
 */
import { isReference } from '../references.ts'
import { FORMATS, type Format } from './formats.ts'

/**
 * Paths below `/api/configuration` or `/api`, or their ends. Places in lists are left out, `*` is any one name, and the `value` of a
 * choice comes after its selection: `{"selection": "ip", "value"}` lies at `ip/value`.
 */
const PLACES: Readonly<Record<Format, readonly string[]>> = {
  address: [
    'ip/value',
    'network/dns/primary',
    'network/dns/secondary',
    'network/routing/gateway',
    'setup/network/gateway',
    'setup/network/primary_dns',
    'dns_server',
    'source_address/address',
  ],
  network: [
    'address/value',
    'allowed_from',
    'connections/network/clients',
    'connections/network/targets',
    'network/routing/target_network',
    'server_address/network',
  ],
  interface: ['network/nics/*/interfaces/*/addresses/*', 'setup/network/initial_address'],
  hostName: ['fqdn/value', 'network/naming/hostname', 'setup/network/hostname'],
  domainName: [
    'network/naming/domainname',
    'setup/network/domainname',
    'domain_membership/domain',
    'domain_membership/realm',
  ],
  host: [
    'server_address/address',
    'cluster/join_request/central_management_address',
    'cluster/nodes/address',
    'cluster/spp/spp',
    'setup/email/smtp_server',
    'setup/datetime/primary_ntp_server',
  ],
  domain: ['domain/value', 'dns_suffixes'],
  port: ['port', 'ports', 'http_port', 'https_port', 'host_port'],
  timeOfDay: [
    ...['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day) => `policies/time_policies/${day}`),
    'start_times',
  ],
  timeZone: ['datetime/timezone'],
  url: ['server_url', 'trusted_ca_lists/authorities/crl'],
  oid: ['policy_oid'],
  mailAddress: [
    ...['admin_address', 'alerting_address', 'reporting_address', 'sender_address'].map(
      (name) => `management/email/${name}`,
    ),
    'setup/email/admin_email',
  ],
  certificate: [
    'x509/certificate',
    'x509/issuer_chain',
    'aaa/settings/method/authentication_ca',
    'management/certificates/ca/certificate',
    'trusted_ca_lists/authorities/certificate',
    'cluster/spp/spp_cert_chain',
  ],
  privateKey: ['x509/private_key', 'private_keys/plain'],
  publicKey: ['local_services/ssh/public_keys'],
}

/** A value that is not in the form that its place asks for. */
export interface FormatFault {
  readonly format: Format
  /** The names, and places in lists, that lead to it. */
  readonly at: readonly string[]
  readonly value: unknown
  readonly reason: string
}

/**
 * What is wrong with the forms of a body's values. `path` is that of its node, as the places are told.
 *
 * @param most after so many nothing more is looked at
 */
export function formatFaults(path: string, body: unknown, most = Infinity): readonly FormatFault[] {
  const faults = new Faults(path, most)
  faults.in(body)
  return faults.found
}

/** All places, for those who want to know what is looked at. */
export const formatPlaces: readonly { readonly place: string; readonly format: Format }[] = Object.entries(
  PLACES,
).flatMap(([format, places]) => places.map((place) => ({ place, format: format as Format })))

interface Pattern {
  readonly names: readonly string[]
  readonly format: Format
}

const patterns: ReadonlyMap<string, readonly Pattern[]> = byLastName()
/** Those that any name may end. */
const open = patterns.get('*') ?? []

function byLastName(): Map<string, Pattern[]> {
  const found = new Map<string, Pattern[]>()
  for (const { place, format } of formatPlaces) {
    const names = place.split('/').toReversed()
    const last = names[0]!
    found.set(last, [...(found.get(last) ?? []), { names, format }])
  }
  return found
}

function formatAt(names: readonly string[]): Format | undefined {
  const near = patterns.get(names.at(-1)!)
  return (near && formatAmong(near, names)) ?? formatAmong(open, names)
}

function formatAmong(some: readonly Pattern[], names: readonly string[]): Format | undefined {
  for (const pattern of some) if (endsWith(names, pattern.names)) return pattern.format
  return undefined
}

/** Whether a path's names end with those of a pattern, which are told from the last backwards. */
function endsWith(names: readonly string[], pattern: readonly string[]): boolean {
  for (let at = 0; at < pattern.length; at++)
    if (pattern[at] !== '*' && pattern[at] !== names[names.length - 1 - at]) return false
  return true
}

type Members = Readonly<Record<string, unknown>>

/** The names of a node's path: there are as many nodes as the product has. */
const namesOf = new Map<string, readonly string[]>()

function namesIn(path: string): readonly string[] {
  let names = namesOf.get(path)
  if (!names) namesOf.set(path, (names = path.split('/')))
  return names
}

/** Walks a body. The names and places that lead to a value are kept in one list each, which costs less than new ones. */
class Faults {
  readonly found: FormatFault[] = []
  readonly #names: string[]
  readonly #at: (string | number)[] = []
  readonly #most: number

  constructor(path: string, most: number) {
    this.#names = namesIn(path).slice()
    this.#most = most
  }

  in(value: unknown): void {
    if (typeof value === 'string' || typeof value === 'number') this.#look(value)
    else if (Array.isArray(value)) this.#inList(value)
    else if (typeof value === 'object' && value !== null && !isReference(value))
      this.#inObject(value as Members)
  }

  #look(value: string | number): void {
    const format = formatAt(this.#names)
    if (format === undefined || FORMATS[format].fits(String(value))) return
    this.found.push({ format, at: this.#at.map(String), value, reason: FORMATS[format].reason })
  }

  #inList(list: readonly unknown[]): void {
    for (let place = 0; place < list.length && this.found.length < this.#most; place++) {
      this.#at.push(place)
      this.in(list[place])
      this.#at.pop()
    }
  }

  #inObject(value: Members): void {
    const names = this.#names
    for (const name in value) {
      if (name === '@order') continue
      if (this.found.length >= this.#most) return
      const isChosen = name === 'value' && 'selection' in value
      if (isChosen) names.push(String(value['selection']))
      names.push(name)
      this.#at.push(name)
      this.in(value[name])
      this.#at.pop()
      names.pop()
      if (isChosen) names.pop()
    }
  }
}
