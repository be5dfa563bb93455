import { describe, expect, it } from 'vitest'
import { mergeKeys } from './order.ts'

describe('mergeKeys', () => {
  it.each([
    ['both add', ['a'], ['a', 'b'], ['a', 'c'], ['a', 'c', 'b']],
    ['both remove', ['a', 'b', 'c'], ['b', 'c'], ['a', 'c'], ['c']],
    ['one moves, the other adds', ['a', 'b'], ['b', 'a'], ['a', 'b', 'c'], ['b', 'a', 'c']],
    ['one adds, the other moves', ['a', 'b'], ['a', 'b', 'c'], ['b', 'a'], ['b', 'a', 'c']],
    ['one moves, the other removes', ['a', 'b', 'c'], ['c', 'b', 'a'], ['a', 'c'], ['c', 'a']],
    ['both move alike', ['a', 'b'], ['b', 'a'], ['b', 'a'], ['b', 'a']],
    ['nobody changes', ['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b']],
  ])('%s', (_what, base, ours, theirs, merged) => {
    expect(mergeKeys(base, ours, theirs)).toEqual(merged)
  })

  it('gives up when both move the same members differently', () => {
    expect(mergeKeys(['a', 'b', 'c'], ['c', 'a', 'b'], ['b', 'a', 'c'])).toBeUndefined()
  })
})
