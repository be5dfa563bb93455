import { describe, expect, it } from 'vitest'
import { bareValue } from './bare-value.ts'

describe('bareValue', () => {
  it.each([
    ['true', true],
    ['True', true],
    ['FALSE', false],
    ['False', false],
    ['null', null],
    ['NULL', null],
    ['None', 'None'],
    ['truely', 'truely'],
  ])('reads the word %s as %j', (word, value) => {
    expect(bareValue(word)).toBe(value)
  })

  it.each([
    ['0', 0],
    ['303', 303],
    ['-7', -7],
    ['-0', -0],
    ['9007199254740991', 9007199254740991],
    ['1.5', 1.5],
    ['5.', 5],
    ['-.5', -0.5],
    ['00.5', 0.5],
    ['1e5', 100000],
    ['1E-2', 0.01],
    ['-2.5e+3', -2500],
  ])('reads the number %s', (word, value) => {
    expect(bareValue(word)).toBe(value)
  })

  it.each([
    ['1.5d', 1.5],
    ['1.5D', 1.5],
    ['1e5f', 100000],
  ])("accepts Java's type letter in %s", (word, value) => {
    expect(bareValue(word)).toBe(value)
  })

  it.each([
    '007',
    '-01',
    '+5',
    '.5',
    '1_000',
    '1_0.5',
    '12abc',
    '-',
    '--1.5',
    '1e',
    '1e5x',
    '1.5dd',
    '1.2.3',
  ])('keeps %s as text', (word) => {
    expect(bareValue(word)).toBe(word)
  })

  it.each(['0x1F', '0xe1', '0X1E', '0b1e1', '1e999', '-Infinity', 'Infinity', 'NaN', '1.5\u00a0', '1.5 d'])(
    'keeps %s, which Number() reads more generously, as text',
    (word) => {
      expect(bareValue(word)).toBe(word)
    },
  )

  it('keeps an integer that a JavaScript number would round as text with all its digits', () => {
    expect(bareValue('9007199254740993')).toBe('9007199254740993')
    expect(bareValue('12345678901234567890')).toBe('12345678901234567890')
  })
})
