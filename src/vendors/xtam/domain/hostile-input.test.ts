/** What is read of input that is made to be costly: its work is counted. */
import { expect, it, vi } from 'vitest'
import { checkReferences } from '../fixture-checks.ts'
import type { Fixtures } from '../schemas/fixtures.ts'
import { newGroup } from '../schemas/administration.ts'
import { cutMembers, isTooDeep, replaceValues } from './json-members.ts'

const MANY = 200_000

it('tells a list of a million faults wrong once', () => {
  const { error } = newGroup().safeParse({ name: 'x', members: Array.from({ length: MANY }, () => 1) })
  expect(error?.issues).toMatchObject([{ path: ['members', 0], code: 'invalid_type', expected: 'string' }])
})

it.each([
  ['[', false],
  ['{"a":['.repeat(500), false],
  ['['.repeat(1001), true],
  ['{"a":'.repeat(1001), true],
  [JSON.stringify({ a: '['.repeat(5000), b: '\\"{'.repeat(2000) }), false],
  [`[${'[],'.repeat(5000)}1]`, false],
])('looks how deep JSON is nested, at the front of it: %.20s', (text, expected) => {
  expect(isTooDeep(text)).toBe(expected)
})

it('cuts members out of very many', () => {
  const names = Array.from({ length: MANY }, (_, n) => `"m${n}":${n}`)
  const rest = cutMembers(`{${names.join()}}`, (name) => name === 'm7')
  expect(rest).toBe(`{${names.toSpliced(7, 1).join()}}`)
  expect(replaceValues(`{${names.join()}}`, (name) => (name === 'm7' ? '1' : undefined))).toContain('"m7":1,')
})

it('follows the way up from very deep folders once', () => {
  const depth = 2000
  const folders = Array.from({ length: depth }, (_, n) => ({
    id: `i-${n}`,
    number: n + 1,
    parent: n === 0 ? null : `i-${n - 1}`,
  }))
  const none = { users: [], groups: [], recordTypes: [], records: [], permissions: [], links: [] }
  const others = { marks: [], bindings: [], tasks: [], authTokens: [] }
  const data = { ...none, ...others, folders: folders.toReversed() } as unknown as Fixtures
  const faults: string[] = []
  const looked = vi.spyOn(Map.prototype, 'get')
  checkReferences(data, (_path, message) => faults.push(message))
  const count = looked.mock.calls.length
  looked.mockRestore()
  expect(faults).toEqual([])
  expect(count).toBeLessThan(depth * 5)
})
