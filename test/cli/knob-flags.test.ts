/** What `--set` takes for a text and for a number: the knob decides, in every surface. */
import { describe, expect, it } from 'vitest'
import { settings as settingsOption } from '../../src/config/option-types.ts'
import { surfaces } from '../../src/surfaces.ts'
import { pmpSettings } from '../../src/vendors/pmp/settings.ts'
import { spsSettings } from '../../src/vendors/sps/settings.ts'

const read = (...flags: string[]): Record<string, Record<string, unknown>> =>
  settingsOption.parse(flags) as Record<string, Record<string, unknown>>

describe('--set', () => {
  it('gives a text knob the text that was written, though it looks like a number', () => {
    const given = read(
      'pmp.buildNumber=8600',
      'pmp.texts.loggedOut=42',
      'sps.firmwareVersion=8.0',
      'sps.version=8.0.0',
    )
    expect(pmpSettings.resolve('auto', given['pmp'])).toMatchObject({
      buildNumber: '8600',
      texts: { loggedOut: '42' },
    })
    expect(spsSettings.resolve(spsSettings.profiles[0], given['sps'])).toMatchObject({
      firmwareVersion: '8.0',
      version: '8.0.0',
    })
  })

  it('gives a number knob its number, however it is written', () => {
    const given = read('pmp.timers.voidMinutes=1e1', 'pmp.utcOffsetMinutes=60')
    expect(pmpSettings.resolve('auto', given['pmp'])).toMatchObject({
      timers: { voidMinutes: 10 },
      utcOffsetMinutes: 60,
    })
  })

  it('is asked of every surface in the same way', () => {
    for (const { settings, name } of surfaces)
      expect(() => settings.resolve(settings.profiles[0], { nothing: 1 }), name).toThrow(
        `There is no knob "${name}.nothing"`,
      )
  })
})
