import { describe, expect, it } from 'vitest'
import { printDate, printDay, printTimeStamp } from './dates.ts'

describe('A date', () => {
  it.each([
    ['2024-03-13T20:50:00Z', 0, 'Mar 13, 2024 08:50 PM'],
    ['2026-01-09T05:16:00Z', 0, 'Jan 9, 2026 05:16 AM'],
    ['2021-12-01T00:00:00Z', 0, 'Dec 1, 2021 12:00 AM'],
    ['2021-12-01T12:00:00Z', 0, 'Dec 1, 2021 12:00 PM'],
    ['2021-12-31T23:30:00Z', 60, 'Jan 1, 2022 12:30 AM'],
    ['2022-01-01T00:30:00Z', -60, 'Dec 31, 2021 11:30 PM'],
  ])('%s is printed %i minutes east of Greenwich as %s', (moment, offset, text) => {
    expect(printDate(Date.parse(moment), offset)).toBe(text)
  })

  it('that never was is N/A', () => {
    expect([printDate(null, 0), printDate(undefined, 0)]).toEqual(['N/A', 'N/A'])
  })

  it('has a form for certificates and one for audit records', () => {
    const at = Date.parse('2024-03-12T13:45:44.835Z')
    expect(printDay(at, 0)).toBe('Mar 12, 2024')
    expect(printTimeStamp(at, 0)).toBe('2024-03-12 13:45:44.835')
    expect(printTimeStamp(at, 11 * 60)).toBe('2024-03-13 00:45:44.835')
  })
})
