import { expect, it } from 'vitest'
import { parseDuration } from './duration.ts'

it.each([
  ['90s', 90_000],
  ['20m', 1_200_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['1h30m', 5_400_000],
  ['250ms', 250],
  ['0.5s', 500],
  ['-10m', -600_000],
  ['1500', 1500],
  [1500, 1500],
  [' 5s ', 5000],
])('reads %s as %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

it.each(['', 's', '5 s', '5x', '5s later', '1e3', 'm5', Number.NaN, Infinity])('refuses %s', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})
