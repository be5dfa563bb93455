/** The IP filter of a token: from where it may be used (XTAM token authentication page; its syntax is our reading). */
import { BlockList, isIP } from 'node:net'
import { pathMatcher } from '../../../kernel/match/pattern.ts'
import type { XtamSettings } from '../settings.ts'

/** What may stand in a filter: blocks and addresses, addresses alone, or addresses with `*`. */
export type FilterSyntax = XtamSettings['tokenIpFilter']

type Matcher = (address: string) => boolean

/** Whether an address passes a comma separated filter; everyone passes an empty one. */
export function passesFilter(filter: string, ip: string, syntax: FilterSyntax = 'cidr'): boolean {
  const address = ip.startsWith('::ffff:') ? ip.slice(7) : ip
  const entries = entriesOf(filter)
  return entries.length === 0 || entries.some((entry) => matcherOf(entry, syntax)?.(address) === true)
}

/** The first entry of a filter that the syntax does not have; it would let nobody pass. */
export function malformedEntry(filter: string, syntax: FilterSyntax): string | undefined {
  return entriesOf(filter).find((entry) => !matcherOf(entry, syntax))
}

function entriesOf(filter: string): string[] {
  return filter
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function matcherOf(entry: string, syntax: FilterSyntax): Matcher | undefined {
  if (syntax === 'wildcard') return /^[\da-f.:*]+$/i.test(entry) ? pathMatcher(entry) : undefined
  const [network = '', prefix, ...more] = entry.split('/')
  const family = familyOf(network)
  const longest = family === 'ipv6' ? 128 : 32
  if (!family || more.length > 0 || (prefix !== undefined && syntax === 'exact')) return undefined
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > longest)) return undefined
  const block = new BlockList()
  block.addSubnet(network, prefix === undefined ? longest : Number(prefix), family)
  return (address) => {
    const its = familyOf(address)
    return its !== undefined && block.check(address, its)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  return ({ 4: 'ipv4', 6: 'ipv6' } as const)[isIP(address)]
}
