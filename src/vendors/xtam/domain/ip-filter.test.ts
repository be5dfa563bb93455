import { describe, expect, it } from 'vitest'
import { malformedEntry, passesFilter, type FilterSyntax } from './ip-filter.ts'

describe('an IP filter', () => {
  it.each<[FilterSyntax, string, boolean]>([
    ['cidr', '192.0.2.0/24', true],
    ['cidr', '2001:db8::/32', true],
    ['cidr', '192.0.2.*', false],
    ['cidr', '192.0.2.0/', false],
    ['cidr', '192.0.2.0/1e1', false],
    ['cidr', '192.0.2.0/24/24', false],
    ['exact', '192.0.2.1', true],
    ['exact', '192.0.2.0/24', false],
    ['wildcard', '192.0.2.*', true],
    ['wildcard', '2001:DB8:*', true],
    ['wildcard', 'lab.example.com', false],
  ])('in the syntax %s may hold %s: %s', (syntax, entry, isGood) => {
    expect(malformedEntry(`192.0.2.9, ${entry}`, syntax)).toBe(isGood ? undefined : entry)
  })

  it.each(['192.0.2.0/', '0.0.0.0/1e1', 'anything'])(
    'that holds nothing but %s lets nobody pass',
    (entry) => {
      for (const ip of ['192.0.2.1', '::1', 'fe80::1']) expect(passesFilter(entry, ip)).toBe(false)
    },
  )
})
