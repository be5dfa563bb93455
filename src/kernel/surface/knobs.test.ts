import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseKnobs } from './knobs.ts'

const schema = z.strictObject({
  locking: z.enum(['strict', 'loose']).default('strict'),
  limits: z.strictObject({ seconds: z.int().default(5) }).prefault({}),
})

describe('knobs', () => {
  it('are filled up with their defaults', () => {
    expect(parseKnobs('toy', schema, undefined)).toEqual({ locking: 'strict', limits: { seconds: 5 } })
    expect(parseKnobs('toy', schema, { limits: { seconds: 9 } }).limits.seconds).toBe(9)
  })

  it.each([
    [{ lockin: 'loose' }, 'There is no knob "toy.lockin". Did you mean "toy.locking"?'],
    [{ limits: { second: 1 } }, 'There is no knob "toy.limits.second". Did you mean "toy.limits.seconds"?'],
    [{ somethingElse: 1 }, 'There is no knob "toy.somethingElse".'],
    [{ locking: 'none' }, 'The knob "toy.locking" must be strict, loose, not "none".'],
    [
      { limits: { seconds: 'x' } },
      /^The knob "toy\.limits\.seconds" is not right \(.+\); it was set to "x"\.$/,
    ],
  ])('that are wrong are named in one sentence: %j', (overrides, message) => {
    expect(() => parseKnobs('toy', schema, overrides)).toThrow(message)
  })

  it('take what a flag cannot tell for what it is meant to be', () => {
    const texts = z.strictObject({
      build: z.string().regex(/^\d+$/),
      words: z.record(z.string(), z.string()),
      list: z.array(z.string()),
      seconds: z.number(),
    })
    expect(
      parseKnobs('toy', texts, {
        build: 8600,
        words: { yes: true, pi: 3.14 },
        list: ['a', 1],
        seconds: '1e3',
      }),
    ).toEqual({ build: '8600', words: { yes: 'true', pi: '3.14' }, list: ['a', '1'], seconds: 1000 })
    expect(() => parseKnobs('toy', texts, { build: 8.5, words: {}, list: [], seconds: 1 })).toThrow(
      'it was set to 8.5',
    )
    expect(() => parseKnobs('toy', texts, { build: '1', words: {}, list: [], seconds: 'soon' })).toThrow(
      'it was set to "soon"',
    )
  })
})
