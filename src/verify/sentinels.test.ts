/** Where wordings show, and what the target has in their place. */
import { z } from 'zod'
import { expect, it } from 'vitest'
import type { Flat } from './flatten.ts'
import type { Knob } from './knobs.ts'
import { textSentinel, valuesFor } from './sentinels.ts'

function knob(name: string): Knob {
  return {
    path: ['texts', name],
    kind: 'text',
    values: [],
    takes: (value) => z.string().safeParse(value).success,
  }
}

function flat(value: string): Flat {
  return new Map([['body', { values: new Set([value]), isSaid: true }]])
}

it('tells a wording from one that stands in it', () => {
  const usual = new Map([
    [0, '{fault}'],
    [1, 'Minimum length must be {count}'],
  ])
  const [outer, inner] = [...usual].map(([number, text]) => textSentinel(knob(`t${number}`), number, text)!)
  // As an emulator puts the one into the other.
  const filled = String(inner!.value).replace('{count}', '8')
  const emulator = flat(String(outer!.value).replace('{fault}', filled))
  const target = flat('Refused: Minimum length must be 8')
  expect(valuesFor(outer!, emulator, target, usual)).toEqual(['Refused: {fault}'])
  // It may be the inner one as well: which it is, other answers tell.
  expect(valuesFor(inner!, emulator, target, usual)).toEqual(['Refused: Minimum length must be {count}'])
})

it('finds one that stands behind a prefix', () => {
  const sentinel = textSentinel(knob('type'), 7, 'application/json')!
  expect(sentinel.value).toMatch(/^application\//)
  const emulator = flat(`${sentinel.value};charset=UTF-8`)
  const target = flat('application/other;charset=UTF-8')
  expect(valuesFor(sentinel, emulator, target, new Map([[-1, 'application/json']]))).toEqual([
    'application/other',
  ])
})
