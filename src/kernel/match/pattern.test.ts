import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathMatcher } from './pattern.ts'

describe('a path pattern', () => {
  it.each([
    ['/a/*', '/a/b/c', true],
    ['/a/*', '/ab', false],
    ['*/c', '/a/b/c', true],
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/c', false],
    ['/a*a', '/a', false],
    ['/a', '/a?x=1', true],
    ['/a?x=*', '/a?x=1', true],
    ['*', '/anything', true],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(pathMatcher(pattern)(path)).toBe(expected)
  })

  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/') })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*') })
    fc.assert(
      fc.property(pattern, text, (one, path) => {
        const expected = new RegExp(`^${one.replaceAll('*', '.*')}$`).test(path)
        expect(pathMatcher(one)(path)).toBe(expected)
      }),
    )
  })
})
