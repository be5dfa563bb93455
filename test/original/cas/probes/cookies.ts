/** The cookie of a sign-in: whole, broken, doubled, from elsewhere, over; and what pins it to a browser. */
import { APP, encode, get, post, probe, signIn } from './steps.ts'

const AT_APP = `?service=${encode(APP)}`

const COOKIES: Readonly<Record<string, string>> = {
  whole: 'TGC={{TGC}}',
  'a tail': 'TGC={{TGC}}x',
  'a percent sign after it': 'TGC={{TGC}}%',
  empty: 'TGC=',
  quoted: 'TGC="{{TGC}}"',
  'in lower case': 'tgc={{TGC}}',
  'doubled, the good one first': 'TGC={{TGC}}; TGC=nonsense',
  'doubled, the good one last': 'TGC=nonsense; TGC={{TGC}}',
  'among others': 'a=1; TGC={{TGC}}; b=2',
  'of another server': `TGC=eyJhbGciOiJIUzUxMiJ9.${'A'.repeat(180)}.${'B'.repeat(86)}`,
  'a ticket itself': 'TGC=TGT-1-unknown',
}

const ELSEWHERE: Readonly<Record<string, Record<string, string>>> = {
  'another browser': { 'User-Agent': 'another' },
  'a newer browser': { 'User-Agent': 'Mozilla/5.0 (probe) 2' },
  'no browser': { 'User-Agent': '' },
  'another address by X-Forwarded-For': { 'X-Forwarded-For': '203.0.113.7' },
  'another language': { 'Accept-Language': 'de' },
  'another host': { Host: 'cas.test' },
}

export const cookieProbes = [
  ...Object.entries(COOKIES).flatMap(([name, cookie]) => [
    probe('cookie', name, signIn(), get(`/login${AT_APP}`, { headers: { Cookie: cookie } })),
    probe('cookie', `${name}, without a service`, signIn(), get('/login', { headers: { Cookie: cookie } })),
    probe(
      'cookie',
      `${name}, gateway`,
      signIn(),
      get(`/login${AT_APP}&gateway=true`, { headers: { Cookie: cookie } }),
    ),
    probe('cookie', `${name}, at logout`, signIn(), [
      get('/logout', { headers: { Cookie: cookie } }),
      get(`/login${AT_APP}`, { headers: { Cookie: 'TGC={{TGC}}' } }),
    ]),
  ]),
  ...Object.entries(ELSEWHERE).map(([name, headers]) =>
    probe('cookie', `from ${name}`, signIn(), [
      get(`/login${AT_APP}`, { headers: { ...headers, Cookie: 'TGC={{TGC}}' } }),
      get(`/login${AT_APP}`, { headers: { Cookie: 'TGC={{TGC}}' } }),
    ]),
  ),
  probe('cookie', 'after a logout', signIn(), [
    get('/logout', { usesJar: true, isSetUp: true }),
    get(`/login${AT_APP}`, { headers: { Cookie: 'TGC={{TGC}}' } }),
    get(`/login${AT_APP}&gateway=true`, { headers: { Cookie: 'TGC={{TGC}}' } }),
    get('/login', { headers: { Cookie: 'TGC={{TGC}}' } }),
  ]),
  probe(
    'cookie',
    'at REST',
    signIn(),
    post('/v1/tickets/TGT-1-x', `service=${encode(APP)}`, { headers: { Cookie: 'TGC={{TGC}}' } }),
  ),
  probe(
    'cookie',
    'two browsers',
    signIn(AT_APP),
    get('/logout'),
    get(`/login${AT_APP}`, { headers: { Cookie: 'TGC={{TGC}}' } }),
  ),
]
