import { expect, it } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

it.each([
  ['xrsf', ['xsrf', 'session'], 'xsrf'],
  ['GTE', ['GET', 'PUT'], 'GET'],
  ['lockin', ['locking'], 'locking'],
  ['sps.configuration.lst', ['sps.configuration.get', 'sps.configuration.list'], 'sps.configuration.list'],
  ['Transactions', ['transactions'], 'transactions'],
  ['9', ['1', '2'], undefined],
  ['elephant', ['ball', 'kite'], undefined],
  ['x', [], undefined],
])('%s of %j is meant to be %s', (name, known, found) => {
  expect(nearest(name, known)).toBe(found)
})

it('ends a sentence', () => {
  expect(didYouMean('bal', ['ball'])).toBe('; did you mean "ball"?')
  expect(didYouMean('elephant', ['ball'])).toBe('')
})
