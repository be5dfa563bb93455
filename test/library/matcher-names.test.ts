/** A runner checks no types: what is misspelt in a matcher's arguments is refused, or its test would hold for ever. */
import { expect, it } from 'vitest'
import { usePamMock } from '../../src/vitest.ts'

const mock = usePamMock()

/** Arguments as plain JavaScript would pass them. */
const slip = (value: object): never => value as never

it.each([
  [
    'toHaveReadSecret',
    () => expect(mock).toHaveReadSecret('307', slip({ time: 1 })),
    'knows no "time"; there are times, by. Did you mean "times"?',
  ],
  [
    'toHaveNothingCheckedOut',
    () => expect(mock).toHaveNothingCheckedOut(slip({ surfac: 'pmp' })),
    'knows no "surfac"; there are surface, by. Did you mean "surface"?',
  ],
  [
    'toHaveNoOpenTransaction',
    () => expect(mock).toHaveNoOpenTransaction(slip({ user: 'admin' })),
    'knows no "user"; there are surface, by.',
  ],
  [
    'toHaveNoOpenSession',
    () => expect(mock).toHaveNoOpenSession(slip({ bye: 'admin' })),
    'knows no "bye"; there are surface, by. Did you mean "by"?',
  ],
  [
    'toHaveNoAdvice',
    () => expect(mock).toHaveNoAdvice(slip({ exept: [] })),
    'knows no "exept"; there are surface, except. Did you mean "except"?',
  ],
  [
    'toHaveChanged',
    () => expect(mock).toHaveChanged(slip({ pmpp: {} })),
    'there is no surface "pmpp"; there are xtam, sps, pmp. Did you mean "pmp"?',
  ],
  [
    'toHaveChanged',
    () => expect(mock).not.toHaveChanged(slip({ pmp: { account: ['307'] } })),
    'Did you mean "accounts"?',
  ],
])('%s refuses what it does not know', async (matcher, expectation, said) => {
  const refused = await expectation().then(
    () => 'passed',
    (error: unknown) => String(error),
  )
  expect(refused).toMatch(new RegExp(`^TypeError: ${matcher}`))
  expect(refused).toContain(said)
})

it('refuses a surface that there is not', async () => {
  await expect(expect(mock).toHaveNothingCheckedOut(slip({ surface: 'pmpp' }))).rejects.toThrow(/pmpp/)
  await expect(expect(mock).toHaveNoAdvice(slip({ surface: 'pmpp' }))).rejects.toThrow(/pmpp/)
})
