/** Rules that hold for any value. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ids } from '../../src/kernel/world/ids.ts'
import { passesFilter } from '../../src/vendors/xtam/domain/ip-filter.ts'
import { newPublicId, readObjectId } from '../../src/vendors/xtam/domain/object-id.ts'
import { withTicket } from '../../src/vendors/xtam/domain/services.ts'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { xtamSettings } from '../../src/vendors/xtam/settings.ts'
import { ALEX, FOLDER, TYPE, xsrfOf } from '../behaviour/xtam/support.ts'
import { startApp } from '../support/app.ts'

const settings = xtamSettings.resolve('2019', {})

describe('ids', () => {
  it('are i- and eleven of base62 from any seed, never repeat, and are read back', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const ids = new Ids('default', seed)
        const made = Array.from({ length: 50 }, () => newPublicId(ids))
        for (const id of made) {
          expect(id).toMatch(/^i-[1-9A][0-9A-Za-z]{10}$/)
          expect(readObjectId(id, settings)).toEqual({ style: 'public', value: id })
        }
        expect(new Set(made).size).toBe(made.length)
      }),
    )
  })

  it('that are numbers are read without leading zeros', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(5), (number, zeros) => {
        const text = '0'.repeat(zeros) + String(number)
        expect(readObjectId(text, settings)).toEqual({ style: 'numeric', value: String(number) })
      }),
    )
  })
})

describe('a ticket in a service', () => {
  it('is the only change, and can be taken out again', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (service) => {
        const url = new URL(withTicket(service, 'ST-1-x'))
        expect(url.searchParams.getAll('ticket').at(-1)).toBe('ST-1-x')
        expect(withTicket(service, 'ST-1-x').replace(/[?&]ticket=ST-1-x/, '')).toBe(service)
      }),
    )
  })
})

describe('an address filter', () => {
  it('lets an address of its blocks pass, and no other, whatever else is in it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.string(), (ip, bits, noise) => {
        const rest = noise.replaceAll(/[\d:,/.]/g, '')
        expect(passesFilter(`${rest}, ${ip}/${bits}`, ip)).toBe(true)
        expect(passesFilter(`${ip}/32`, ip === '203.0.113.1' ? '203.0.113.2' : '203.0.113.1')).toBe(false)
      }),
    )
  })
})

describe('a record', () => {
  it('gives back any JSON object exactly as it was sent', async () => {
    const { app } = await startApp({ surfaces: [xtam] })
    const headers = {
      ...ALEX,
      'content-type': 'application/x-www-form-urlencoded',
      'x-xsrf-token': await xsrfOf(app, ALEX),
    }
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(4), async (fields, blanks) => {
        const custom = JSON.stringify(fields, null, blanks)
        const created = await app.inject({
          method: 'POST',
          url: `/xtam/rest/record/new/${FOLDER}/${TYPE}`,
          headers,
          payload: new URLSearchParams({ name: 'x', custom }).toString(),
        })
        expect(created.statusCode).toBe(200)
        const { id } = created.json<{ id: string }>()
        const unlocked = await app.inject({ url: `/xtam/rest/record/unlock/${id}`, headers: ALEX })
        expect(unlocked.json<{ custom: string }>().custom).toBe(custom)
      }),
      { numRuns: 50 },
    )
  })
})

describe('hostile input', () => {
  it('never yields a 5xx', async () => {
    const { app } = await startApp({ surfaces: [xtam] })
    const xsrf = await xsrfOf(app, ALEX)
    const path = fc.oneof(
      fc.constantFrom(
        '/xtam',
        '/xtam/',
        '/cas/login',
        '/cas/logout',
        '/cas/v1/tickets',
        '/cas/serviceValidate',
        '/login',
        '/',
      ),
      fc.string().map((text) => `/xtam/rest/record/unlock/${encodeURIComponent(text)}`),
      fc.string().map((text) => `/xtam/rest/${text}`),
      fc.string().map((text) => `/cas/v1/tickets/${encodeURIComponent(text)}`),
    )
    const query = fc.dictionary(
      fc.constantFrom('service', 'ticket', 'token', 'renew', 'format', 'query', 'from'),
      fc.string(),
    )
    const header = fc.string({ unit: 'grapheme-ascii' }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, ''))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'),
        path,
        query,
        fc.dictionary(fc.constantFrom('cookie', 'accept', 'content-type', 'token', 'authorization'), header),
        fc.string(),
        async (method, url, parameters, headers, payload) => {
          const answer = await app.inject({
            method: method as 'GET',
            url: `${url}?${new URLSearchParams(parameters).toString()}`,
            headers: { ...ALEX, 'x-xsrf-token': xsrf, ...headers },
            payload,
          })
          expect(answer.statusCode).toBeLessThan(500)
        },
      ),
      { numRuns: 300 },
    )
  })
})
