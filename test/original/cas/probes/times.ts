/** Lives: of service tickets, of sign-ins that are used and that are not, of what proxies hold. */
import type { Step } from '../probe.ts'
import { APP, encode, firstTicket, get, granting, post, signIn, ticket, validate, waiting } from './steps.ts'

const AT_APP = `?service=${encode(APP)}`
const TARGET = encode('http://target.test/')
const jar = { usesJar: true }

function grant(waitMs: number): Step {
  return post('/v1/tickets/{{tgt}}', `service=${encode(APP)}`, { waitMs })
}

function status(waitMs: number): Step {
  return get('/v1/tickets/{{tgt}}', { waitMs })
}

function proxy(waitMs: number): Step {
  return get(`/proxy?pgt={{pgt}}&targetService=${TARGET}`, { waitMs })
}

const proxied: Step[] = [
  ...firstTicket(),
  {
    ...validate(APP, '/serviceValidate', '&pgtUrl={{services}}/callback'),
    name: 'a proxy-granting ticket',
    isSetUp: true,
  },
]

export const timeProbes = [
  ...[8500, 11_500].map((waitMs) =>
    waiting('usual', 'lives', `service ticket after ${waitMs} ms`, firstTicket(), {
      ...validate(APP),
      waitMs,
    }),
  ),
  ...[1000, 3000].flatMap((waitMs) => [
    waiting('short', 'lives', `service ticket of the form after ${waitMs} ms`, signIn(AT_APP), {
      ...validate(APP, '/p3/serviceValidate'),
      waitMs,
    }),
    waiting('short', 'lives', `proxy ticket after ${waitMs} ms`, proxied, [
      get(`/proxy?pgt={{pgt}}&targetService=${TARGET}`, {
        isSetUp: true,
        keep: { pt: { pattern: '>(PT-[^<]+)<' } },
      }),
      { ...validate('http://target.test/', '/proxyValidate', '', 'pt'), waitMs },
    ]),
  ]),
  ...[3000, 5000].flatMap((waitMs) => [
    waiting('short', 'lives', `granting ticket unused for ${waitMs} ms`, granting(), grant(waitMs)),
    waiting('short', 'lives', `granting ticket asked for after ${waitMs} ms`, granting(), status(waitMs)),
    waiting(
      'short',
      'lives',
      `single sign-on after ${waitMs} ms`,
      signIn(),
      get(`/login${AT_APP}`, { ...jar, waitMs }),
    ),
    waiting(
      'short',
      'lives',
      `gateway after ${waitMs} ms`,
      signIn(),
      get(`/login${AT_APP}&gateway=true`, { ...jar, waitMs }),
    ),
    waiting('short', 'lives', `proxy-granting ticket unused for ${waitMs} ms`, proxied, proxy(waitMs)),
  ]),
  waiting(
    'short',
    'lives',
    'granting ticket used again and again',
    granting(),
    grant(3000),
    grant(3000),
    grant(3000),
  ),
  waiting(
    'short',
    'lives',
    'granting ticket asked for again and again',
    granting(),
    status(3000),
    grant(3000),
    grant(3000),
  ),
  waiting('short', 'lives', 'a refused service is no use', granting(), [
    post('/v1/tickets/{{tgt}}', `service=${encode('http://unregistered.test/')}`, { waitMs: 3000 }),
    grant(3000),
  ]),
  waiting(
    'short',
    'lives',
    'the success page is no use',
    signIn(),
    get('/login', { ...jar, waitMs: 3000 }),
    get(`/login${AT_APP}`, { ...jar, waitMs: 3000 }),
  ),
  waiting(
    'short',
    'lives',
    'single sign-on again and again',
    signIn(),
    ...[1, 2, 3].map(() => get(`/login${AT_APP}`, { ...jar, waitMs: 3000 })),
  ),
  waiting(
    'short',
    'lives',
    'proxying keeps the sign-in',
    proxied,
    proxy(3000),
    proxy(3000),
    status(0),
    proxy(3000),
  ),
  waiting('short', 'lives', 'validating keeps the sign-in', granting(), [
    { ...ticket(APP), waitMs: 3000 },
    { ...validate(APP), waitMs: 1000 },
    grant(3500),
  ]),
  waiting('short', 'lives', 'service ticket outlives the sign-in', granting(), grant(3000), [
    { ...ticket(APP), waitMs: 3500 },
    { ...validate(APP), waitMs: 1800 },
  ]),
]
