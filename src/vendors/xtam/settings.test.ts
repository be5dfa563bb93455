import { describe, expect, it } from 'vitest'
import { UserError } from '../../kernel/errors.ts'
import { xtamSettings } from './settings.ts'

const resolve = (overrides: unknown) => xtamSettings.resolve('2019', overrides)

describe('the settings', () => {
  it('are all there without a word from the user', () => {
    expect(resolve(undefined)).toMatchObject({
      idStyle: 'follow',
      sessionTtl: 1_800_000,
      xsrf: { binding: 'user', failStatus: 403, ttl: 86_400_000 },
      cas: { ticketTtl: 10_000, services: ['http://*', 'https://*'] },
      texts: { nameMissing: 'Name is required.' },
    })
  })

  it('take spans of time as texts or milliseconds, and leave the neighbours alone', () => {
    expect(resolve({ sessionTtl: '5m', cas: { ticketTtl: 2000 } })).toMatchObject({
      sessionTtl: 300_000,
      cas: { ticketTtl: 2000, failStatus: 401 },
    })
  })

  it('take numbers for texts, as a command line gives them', () => {
    const settings = resolve({ cas: { flavour: 5.2 }, tomcat: { version: 9 }, realm: 1 })
    expect(settings).toMatchObject({ cas: { flavour: '5.2' }, tomcat: { version: '9' }, realm: '1' })
  })

  it.each([
    [{ idStyle: 'text' }, 'xtam.idStyle'],
    [{ xsrf: { failStatus: 418 } }, 'xtam.xsrf.failStatus'],
    [{ sessionTtl: 'soon' }, 'xtam.sessionTtl'],
    [{ cas: { ticketTtl: 0 } }, 'xtam.cas.ticketTtl'],
    [{ texts: { nameMissing: null } }, 'xtam.texts.nameMissing'],
    [{ nonsense: 1 }, 'nonsense'],
    ['nonsense', 'xtam'],
  ])('name the knob that is wrong: %o', (overrides, name) => {
    expect(() => resolve(overrides)).toThrow(UserError)
    expect(() => resolve(overrides)).toThrow(name)
  })
})
