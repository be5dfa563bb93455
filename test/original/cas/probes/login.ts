/** `/login` and `/logout`: the form, single sign-on, renew, gateway, method, cookies. */
import {
  APP,
  JAVA_ACCEPT,
  LOGIN,
  PASSWORD,
  call,
  encode,
  form,
  get,
  post,
  probe,
  signIn,
  submitted,
  validate,
} from './steps.ts'

const OTHER = 'http://other.test/'
const AT_APP = `service=${encode(APP)}`
const UNREGISTERED = `service=${encode('http://unregistered.test/')}`
const jar = { usesJar: true }

const FLAGS = ['', '=', '=true', '=false', '=TRUE', '=1', '=0', '=on', '=x']
const QUERIES: readonly string[] = [
  '',
  '?',
  `?${AT_APP}`,
  `?${UNREGISTERED}`,
  '?service=',
  '?service=%20',
  '?service=nonsense',
  '?service=ftp://app.test/',
  `?${AT_APP}&service=${encode(OTHER)}`,
  `?Service=${encode(APP)}`,
  `?targetService=${encode(APP)}`,
  `?TARGET=${encode(APP)}`,
  `?url=${encode(APP)}`,
  `?${AT_APP}&locale=de`,
  ...['renew', 'gateway', 'warn'].flatMap((name) =>
    FLAGS.flatMap((flag) => [`?${name}${flag}`, `?${AT_APP}&${name}${flag}`]),
  ),
  `?${AT_APP}&gateway=true&renew=true`,
  `?${AT_APP}&gateway=true&renew=false`,
  `?${AT_APP}&gateway=true&gateway=false`,
  `?${UNREGISTERED}&gateway=true`,
  `?${AT_APP}&method=POST`,
  `?${AT_APP}&method=HEADER`,
  `?${AT_APP}&method=GET`,
  `?${AT_APP}&method=post`,
  `?${AT_APP}&method=nonsense`,
  `?${AT_APP}&method=`,
  `?${AT_APP}&method=POST&gateway=true`,
  `?username=${LOGIN}&password=${PASSWORD}&${AT_APP}`,
  '?execution=nonsense',
  '?_eventId=submit',
  '?execution=e1s1&_eventId=submit',
]

const FIELDS: Readonly<Record<string, Record<string, string>>> = {
  right: {},
  'wrong password': { password: 'wrong' },
  'unknown user': { username: 'nobody' },
  'empty password': { password: '' },
  'blank password': { password: ' ' },
  'empty name': { username: '' },
  'blank name': { username: ' ' },
  'both empty': { username: '', password: '' },
  'blank before the name': { username: ` ${LOGIN}` },
  'blank after the name': { username: `${LOGIN} ` },
  'name in capitals': { username: LOGIN.toUpperCase() },
  'blank around the password': { password: ` ${PASSWORD} ` },
  'markup in the name': { username: '<b>"x"</b>' },
  'event empty': { _eventId: '' },
  'event unknown': { _eventId: 'nonsense' },
  rememberMe: { rememberMe: 'true' },
  warn: { warn: 'true' },
  renew: { renew: 'true' },
  'a service in the body': { service: APP },
  'an unregistered service in the body': { service: 'http://unregistered.test/' },
}

function submit(query: string, fields: Record<string, string> = {}, extras = {}) {
  return post(`/login${query}`, submitted(fields), { ...jar, ...extras })
}

function without(...names: string[]): string {
  return submitted()
    .split('&')
    .filter((pair) => !names.includes(pair.split('=')[0] ?? ''))
    .join('&')
}

export const loginProbes = [
  ...QUERIES.map((query) =>
    probe('GET /login', `${query || 'plain'}, without a cookie`, get(`/login${query}`)),
  ),
  ...QUERIES.map((query) =>
    probe('GET /login', `${query || 'plain'}, signed in`, signIn(), get(`/login${query}`, jar)),
  ),
  ...QUERIES.map((query) =>
    probe(
      'GET /login',
      `${query || 'plain'}, with a stale cookie`,
      get(`/login${query}`, { headers: { Cookie: 'TGC=nonsense' } }),
    ),
  ),
  ...QUERIES.map((query) =>
    probe('POST /login', `right, with ${query || 'no query'}`, form(query), submit(query)),
  ),
  ...QUERIES.map((query) =>
    probe(
      'POST /login',
      `wrong password, with ${query || 'no query'}`,
      form(query),
      submit(query, { password: 'wrong' }),
    ),
  ),
  ...Object.entries(FIELDS).flatMap(([name, fields]) => [
    probe('POST /login', name, form(), submit('', fields)),
    probe('POST /login', `${name}, for a service`, form(`?${AT_APP}`), submit(`?${AT_APP}`, fields)),
  ]),
  ...['username', 'password', '_eventId', 'geolocation', 'execution'].map((name) =>
    probe('POST /login', `without ${name}`, form(`?${AT_APP}`), post(`/login?${AT_APP}`, without(name), jar)),
  ),
  probe('POST /login', 'service of the page alone', form(`?${AT_APP}`), submit('')),
  probe('POST /login', 'service of the request alone', form(), submit(`?${AT_APP}`)),
  probe(
    'POST /login',
    'another service than the page had',
    form(`?${AT_APP}`),
    submit(`?service=${encode(OTHER)}`),
  ),
  probe(
    'POST /login',
    'an unregistered service than the page had',
    form(`?${AT_APP}`),
    submit(`?${UNREGISTERED}`),
  ),
  probe('POST /login', 'all in the query', form(), post(`/login?${submitted()}&${AT_APP}`, '', jar)),
  probe('POST /login', 'execution garbage', post('/login', `${without('execution')}&execution=nonsense`)),
  probe('POST /login', 'execution empty', post('/login', `${without('execution')}&execution=`)),
  probe(
    'POST /login',
    'execution like one',
    post(
      '/login',
      `${without('execution')}&execution=11111111-2222-3333-4444-555555555555_ZXlKaGJHY2lPaUpJVXpVeE1pSjku`,
    ),
  ),
  probe('POST /login', 'execution with a tail', form(), post('/login', `${submitted()}xx`, jar)),
  probe(
    'POST /login',
    'execution twice used',
    form(`?${AT_APP}`),
    submit(`?${AT_APP}`),
    submit(`?${AT_APP}`),
  ),
  probe(
    'POST /login',
    'wrong, then right on the same page',
    form(`?${AT_APP}`),
    submit(`?${AT_APP}`, { password: 'no' }),
    submit(`?${AT_APP}`),
  ),
  probe(
    'POST /login',
    'wrong, then right on the fresh page',
    form(`?${AT_APP}`),
    submit(
      `?${AT_APP}`,
      { password: 'no' },
      { keep: { execution: { pattern: 'name="execution" value="([^"]+)"' } } },
    ),
    submit(`?${AT_APP}`),
  ),
  probe('POST /login', 'nothing', post('/login', '')),
  probe('POST /login', 'without a type', call('POST', '/login')),
  probe('POST /login', 'JSON', post('/login', '{}', { headers: { 'Content-Type': 'application/json' } })),
  probe(
    'POST /login',
    'multipart',
    post('/login', '--x--', { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } }),
  ),
  probe('POST /login', 'GET of a form that is filled in', form(), get(`/login?${submitted()}`, jar)),
  ...['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'].map((method) =>
    probe(`${method} /login`, 'plain', call(method, '/login')),
  ),
  ...['', JAVA_ACCEPT, 'application/json', 'text/html', 'image/png', 'nonsense'].flatMap((accept) => [
    probe('GET /login', `Accept: ${accept}`, get('/login', { headers: { Accept: accept } })),
    probe(
      'GET /login',
      `unregistered, Accept: ${accept}`,
      get(`/login?${UNREGISTERED}`, { headers: { Accept: accept } }),
    ),
    probe('GET /logout', `Accept: ${accept}`, get('/logout', { headers: { Accept: accept } })),
    probe('GET /nothing', `Accept: ${accept}`, get('/nothing', { headers: { Accept: accept } })),
  ]),
  ...[
    '/',
    '',
    '/nothing',
    '/login/',
    '/login/nothing',
    '/login;jsessionid=1',
    '/LOGIN',
    '/login.html',
    '/logout/',
    '/robots.txt',
    '/favicon.ico',
    '/status',
    '/index.html',
    '/samlValidate',
    '/oauth2.0/authorize',
    '/v1',
    '/p3',
    '/p3/validate',
    '/serviceValidate/x',
    '/css/cas.css',
    '//login',
    '/./login',
    '/%6Cogin',
  ].map((path) => probe(`GET ${path}`, 'plain', get(path))),
  probe(
    'single sign-on',
    'second service',
    signIn(`?${AT_APP}`),
    get(`/login?service=${encode(OTHER)}`, {
      ...jar,
      keep: { second: { header: 'location', pattern: 'ticket=(.*)$' } },
    }),
    validate(OTHER, '/p3/serviceValidate', '', 'second'),
    validate(APP),
  ),
  probe(
    'single sign-on',
    'another browser',
    signIn(),
    get(`/login?${AT_APP}`, { ...jar, headers: { 'User-Agent': 'another' } }),
  ),
  probe('single sign-on', 'no browser at all', form(), submit('', {}, { headers: { 'User-Agent': '' } })),
  probe(
    'single sign-on',
    'signing in again as the same',
    signIn(),
    form(`?${AT_APP}&renew=true`),
    submit(`?${AT_APP}&renew=true`),
    get('/login', jar),
  ),
  probe(
    'single sign-on',
    'signing in again as another',
    signIn(),
    form(`?${AT_APP}&renew=true`),
    submit(
      `?${AT_APP}&renew=true`,
      { username: 'xtam_reader', password: 'xtam_reader_password' },
      { keep: { st: { header: 'location', pattern: 'ticket=(.*)$' } } },
    ),
    validate(APP),
  ),
  probe(
    'single sign-on',
    'wrong password while signed in',
    signIn(),
    form(`?${AT_APP}&renew=true`),
    submit(`?${AT_APP}&renew=true`, { password: 'wrong' }),
    get(`/login?${AT_APP}`, jar),
  ),
  probe('single sign-on', 'form page while signed in, then submit', form(), signIn(), submit(`?${AT_APP}`)),
  probe(
    'single sign-on',
    'warn at sign-in',
    form(),
    submit('', { warn: 'true' }),
    get(`/login?${AT_APP}`, jar),
  ),
  ...[
    '',
    '?',
    `?${AT_APP}`,
    `?url=${encode(APP)}`,
    `?${UNREGISTERED}`,
    '?service=nonsense',
    '?service=',
  ].flatMap((query) => [
    probe(
      'GET /logout',
      `${query || 'plain'}, signed in`,
      signIn(`?${AT_APP}`),
      get(`/logout${query}`, jar),
      get(`/login?${AT_APP}`, jar),
      validate(APP),
    ),
    probe('GET /logout', `${query || 'plain'}, without a cookie`, get(`/logout${query}`)),
  ]),
  probe('GET /logout', 'a stale cookie', get('/logout', { headers: { Cookie: 'TGC=nonsense' } })),
  probe('POST /logout', 'signed in', signIn(), post('/logout', '', jar), get(`/login?${AT_APP}`, jar)),
  probe('POST /logout', 'logoutRequest', post('/logout', 'logoutRequest=x')),
  ...['PUT', 'DELETE', 'OPTIONS', 'HEAD'].map((method) =>
    probe(`${method} /logout`, 'plain', call(method, '/logout')),
  ),
]
