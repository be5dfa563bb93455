/** Documented examples are made of answers: exact, but for what differs at every run. */
import { expect, it } from 'vitest'
import { exchangeOf, type Telling } from './exchange.ts'
import { patternOf } from './pattern.ts'
import type { Played } from './play.ts'
import type { Answer, Step } from './probe.ts'

const BASE = 'http://127.0.0.1:9052/cas'

const TELLING: Telling = { title: 'signs in', base: BASE, isBrief: false, differing: new Set() }

function played(answer: Answer, template: Step): Played {
  return { name: template.name, isSetUp: false, flat: new Map(), sent: template, template, answer }
}

it('leaves ids, moments and the place open, and nothing else', () => {
  const pattern = new RegExp(
    `^${patternOf("Ticket 'ST-1-aB-vm' (1.5) of http://127.0.0.1:9052/cas at 2026-11-29T10:16:06.074Z", BASE)}$`,
  )
  expect("Ticket 'ST-22-x_y-host' (1.5) of http://localhost/cas at 2030-01-01T00:00:00.1Z").toMatch(pattern)
  expect("Ticket 'PT-22-x' (1.5) of http://localhost/cas at 2030-01-01T00:00:00.1Z").not.toMatch(pattern)
  expect("Ticket 'ST-22-x' (1x5) of http://localhost/cas at 2030-01-01T00:00:00.1Z").not.toMatch(pattern)
})

const SIGN_IN: Step = {
  name: 'sign in',
  method: 'POST',
  path: '/login',
  headers: { Cookie: 'TGC={{TGC}}' },
  body: 'execution={{execution}}',
  keep: { st: { header: 'location', pattern: 'ticket=(.*)$' } },
}
const REDIRECT: Answer = {
  status: 302,
  headers: {
    location: ['http://app.test/?ticket=ST-1-a-vm'],
    'set-cookie': ['TGC=abc; Path=/cas/; Secure; HttpOnly', 'LOCALE=en; Path=/'],
    'x-frame-options': ['DENY'],
  },
  body: '',
}

it('makes a request that can be sent again, and an answer that is the original one', () => {
  const differing = new Set(['cookie LOCALE', 'cookie TGC secure'])
  const exchange = exchangeOf(played(REDIRECT, SIGN_IN), REDIRECT, { ...TELLING, differing })
  expect(exchange).toMatchObject({
    name: 'signs in',
    request: {
      method: 'POST',
      path: '/cas/login',
      headers: { cookie: 'TGC={{TGC}}' },
      body: 'execution={{execution}}',
    },
    answer: { status: 302, text: '' },
    keep: { st: { header: 'location' }, TGC: { header: 'set-cookie' } },
  })
  const headers = exchange?.answer.headers ?? {}
  expect(Object.keys(headers)).toEqual(['content-type', 'location', 'set-cookie'])
  expect(headers['content-type']).toBeNull()
  const matches = (name: string, text: string) => new RegExp(String(headers[name]).slice(1, -1)).test(text)
  expect(matches('location', 'http://app.test/?ticket=ST-9-z')).toBe(true)
  expect(matches('location', 'http://app.test/?ticket=ST-9-z&x')).toBe(false)
  expect(matches('set-cookie', 'a=1\nTGC=other; Path=/cas/; HttpOnly')).toBe(true)
  expect(matches('set-cookie', 'TGC=other; Path=/cas; HttpOnly')).toBe(false)
})

it('keeps nothing that one of both did not give', () => {
  const other = { ...REDIRECT, headers: { location: ['http://app.test/'] } }
  expect(exchangeOf(played(REDIRECT, SIGN_IN), other, TELLING)).not.toHaveProperty('keep')
})

it('takes attributes in any order, each of them and no more', () => {
  const xml = (...names: string[]): string =>
    `<cas:attributes>\n${names.map((name) => `  <cas:${name}>1</cas:${name}>\n`).join('')}  </cas:attributes>\n`
  const step: Step = { name: 'validate', method: 'GET', path: '/p3/serviceValidate' }
  const made = exchangeOf(played({ status: 200, headers: {}, body: xml('a', 'b') }, step), undefined, TELLING)
  const pattern = new RegExp(made?.answer.pattern ?? '')
  expect(xml('b', 'a')).toMatch(pattern)
  expect(xml('a')).not.toMatch(pattern)
  expect(xml('a', 'b', 'c')).not.toMatch(pattern)
})
