/** Proxying: callbacks, `/proxy`, proxy tickets where they are taken and where they are not; single logout. */
import type { Step } from '../probe.ts'
import {
  APP,
  call,
  encode,
  firstTicket,
  get,
  granting,
  look,
  post,
  probe,
  signIn,
  ticket,
  validate,
} from './steps.ts'

const TARGET = 'http://target.test/'
const VALIDATIONS = [
  '/serviceValidate',
  '/proxyValidate',
  '/p3/serviceValidate',
  '/p3/proxyValidate',
] as const

const CALLBACKS: Readonly<Record<string, string>> = {
  loopback: '{{services}}/callback',
  'loopback with a query': '{{services}}/callback?a=b',
  'loopback with a fragment': '{{services}}/callback%23top',
  'loopback that answers 500': '{{services}}/refuse',
  empty: '',
  blank: '%20',
  'no URL': 'nonsense',
  'a path': '/callback',
  'http, nobody there': 'http://127.0.0.1:1/callback',
  'https, nobody there': 'https://127.0.0.1:1/callback',
  unregistered: 'http://unregistered.test/callback',
  'another scheme': 'ftp://app.test/callback',
}

function good(path: string, more = ''): Step {
  return validate(APP, path, more)
}

/** A proxy-granting ticket: the callback gets it, so it is asked of the services. Kept as `pgt` by the player. */
const proxied: Step[] = [
  ...firstTicket(),
  {
    ...validate(APP, '/serviceValidate', '&pgtUrl={{services}}/callback'),
    name: 'a proxy-granting ticket',
    isSetUp: true,
  },
]

export const proxyProbes = [
  ...VALIDATIONS.flatMap((path) =>
    Object.entries(CALLBACKS).flatMap(([name, url]) => [
      probe(
        `GET ${path}`,
        `pgtUrl ${name}`,
        firstTicket(),
        good(path, `&pgtUrl=${url}`),
        look('callbacks', 0),
      ),
      probe(
        `GET ${path}`,
        `pgtUrl ${name}, as JSON`,
        firstTicket(),
        good(path, `&format=JSON&pgtUrl=${url}`),
        look('callbacks', 0),
      ),
    ]),
  ),
  ...VALIDATIONS.map((path) =>
    probe(
      `GET ${path}`,
      'pgtUrl with an unknown ticket',
      get(`${path}?service=${encode(APP)}&ticket=ST-1-x&pgtUrl={{services}}/callback`),
      look('callbacks', 0),
    ),
  ),
  ...Object.entries({
    nothing: '',
    'no pgt': `?targetService=${encode(TARGET)}`,
    'no targetService': '?pgt=PGT-1-unknown',
    'empty pgt': `?pgt=&targetService=${encode(TARGET)}`,
    'empty targetService': '?pgt=PGT-1-unknown&targetService=',
    'both empty': '?pgt=&targetService=',
    'unknown pgt': `?pgt=PGT-1-unknown&targetService=${encode(TARGET)}`,
    nonsense: `?pgt=nonsense&targetService=${encode(TARGET)}`,
    unregistered: `?pgt=PGT-1-unknown&targetService=${encode('http://unregistered.test/')}`,
    'no URL': '?pgt=PGT-1-unknown&targetService=nonsense',
    'service instead': `?pgt=PGT-1-unknown&service=${encode(TARGET)}`,
  }).flatMap(([name, query]) => [
    probe('GET /proxy', name, get(`/proxy${query}`)),
    probe('GET /proxy', `${name}, as JSON`, get(`/proxy${query === '' ? '?' : `${query}&`}format=JSON`)),
    probe(
      'GET /proxy',
      `${name}, Accept: application/json`,
      get(`/proxy${query}`, { headers: { Accept: 'application/json' } }),
    ),
  ]),
  probe(
    'GET /proxy',
    'a granting ticket',
    granting(),
    get(`/proxy?pgt={{tgt}}&targetService=${encode(TARGET)}`),
  ),
  probe(
    'GET /proxy',
    'a service ticket',
    firstTicket(),
    get(`/proxy?pgt={{st}}&targetService=${encode(TARGET)}`),
  ),
  ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'].map((method) =>
    probe(`${method} /proxy`, 'plain', call(method, '/proxy')),
  ),
  ...[TARGET, 'http://unregistered.test/', 'nonsense', ''].flatMap((target) =>
    ['', '&format=JSON'].map((more) =>
      probe(
        'GET /proxy',
        `good, to "${target}"${more}`,
        proxied,
        get(`/proxy?pgt={{pgt}}&targetService=${encode(target)}${more}`),
      ),
    ),
  ),
  ...['/validate', ...VALIDATIONS].flatMap((path) =>
    ['', '&format=JSON', '&renew=true', '&pgtUrl={{services}}/callback'].map((more) =>
      probe(
        `GET ${path}`,
        `a proxy ticket${more}`,
        proxied,
        get(`/proxy?pgt={{pgt}}&targetService=${encode(TARGET)}`, {
          keep: { pt: { pattern: '>(PT-[^<]+)<' } },
        }),
        validate(TARGET, path, more, 'pt'),
        validate(TARGET, '/proxyValidate', '', 'pt'),
        look('callbacks', 0),
      ),
    ),
  ),
  probe(
    'GET /proxyValidate',
    'a chain of two proxies',
    proxied,
    get(`/proxy?pgt={{pgt}}&targetService=${encode(TARGET)}`, {
      isSetUp: true,
      keep: { pt: { pattern: '>(PT-[^<]+)<' } },
    }),
    { ...validate(TARGET, '/proxyValidate', '&pgtUrl={{services}}/second', 'pt'), isSetUp: true },
    get(`/proxy?pgt={{pgt}}&targetService=${encode(APP)}`, { keep: { pt: { pattern: '>(PT-[^<]+)<' } } }),
    validate(APP, '/p3/proxyValidate', '', 'pt'),
  ),
  probe(
    'GET /proxy',
    'after the sign-in ended',
    proxied,
    call('DELETE', '/v1/tickets/{{tgt}}'),
    get(`/proxy?pgt={{pgt}}&targetService=${encode(TARGET)}`),
  ),
  probe(
    'POST /v1/tickets/{TGT}',
    'a proxy-granting ticket',
    proxied,
    post('/v1/tickets/{{pgt}}', `service=${encode(TARGET)}`),
  ),
  probe('GET /v1/tickets/{TGT}', 'a proxy-granting ticket', proxied, get('/v1/tickets/{{pgt}}')),
  probe(
    'DELETE /v1/tickets/{TGT}',
    'a proxy-granting ticket',
    proxied,
    call('DELETE', '/v1/tickets/{{pgt}}'),
    get(`/proxy?pgt={{pgt}}&targetService=${encode(TARGET)}`),
    get('/v1/tickets/{{tgt}}'),
  ),
  probe(
    'single logout',
    'after DELETE of the granting ticket',
    granting(),
    post('/v1/tickets/{{tgt}}', 'service={{services}}/app', {
      isSetUp: true,
      keep: { st: { pattern: '^(ST-.*)$' } },
    }),
    get('/serviceValidate?service={{services}}/app&ticket={{st}}', { isSetUp: true }),
    call('DELETE', '/v1/tickets/{{tgt}}'),
    look('logout messages'),
  ),
  probe(
    'single logout',
    'of a ticket that was never presented',
    granting(),
    post('/v1/tickets/{{tgt}}', 'service={{services}}/app', {
      isSetUp: true,
      keep: { st: { pattern: '^(ST-.*)$' } },
    }),
    call('DELETE', '/v1/tickets/{{tgt}}'),
    look('logout messages'),
  ),
  probe(
    'single logout',
    'after logout in the browser, two services and two tickets',
    signIn(),
    ...['/one', '/two?x=1', '/two?x=1'].map((path) =>
      get(`/login?service={{services}}${encode(path)}`, { usesJar: true, isSetUp: true }),
    ),
    get('/logout', { usesJar: true }),
    look('logout messages'),
  ),
  probe(
    'POST /v1/tickets/{TGT}',
    'two tickets for two services',
    granting(),
    ticket(APP),
    ticket(TARGET, 'other'),
    validate(TARGET, '/p3/serviceValidate', '', 'other'),
    validate(APP, '/p3/serviceValidate'),
  ),
]
