/** `/v1/tickets`: every refusal, every way to say the parameters, every method, type and Accept. */
import {
  APP,
  FORM,
  JAVA_ACCEPT,
  LOGIN,
  PASSWORD,
  call,
  encode,
  firstTicket,
  get,
  granting,
  post,
  probe,
  ticket,
  validate,
} from './steps.ts'

const CREDENTIALS = `username=${LOGIN}&password=${PASSWORD}`
const CREATE = 'POST /v1/tickets'
const GRANT = 'POST /v1/tickets/{TGT}'
const STATUS = 'GET /v1/tickets/{TGT}'
const DELETE = 'DELETE /v1/tickets/{TGT}'

const CREATE_BODIES: Readonly<Record<string, string>> = {
  right: CREDENTIALS,
  nothing: '',
  'no password': `username=${LOGIN}`,
  'empty password': `username=${LOGIN}&password=`,
  'blank password': `username=${LOGIN}&password=%20`,
  'no username': `password=${PASSWORD}`,
  'empty username': `username=&password=${PASSWORD}`,
  'blank username': `username=%20&password=${PASSWORD}`,
  'both empty': 'username=&password=',
  'wrong password': `username=${LOGIN}&password=wrong`,
  'unknown user': `username=nobody&password=${PASSWORD}`,
  'blank before the name': `username=%20${LOGIN}&password=${PASSWORD}`,
  'blank after the name': `username=${LOGIN}%20&password=${PASSWORD}`,
  'blank around the password': `username=${LOGIN}&password=%20${PASSWORD}%20`,
  'name in capitals': `username=${LOGIN.toUpperCase()}&password=${PASSWORD}`,
  'name twice': `username=${LOGIN}&username=nobody&password=${PASSWORD}`,
  'name twice, the other way': `username=nobody&username=${LOGIN}&password=${PASSWORD}`,
  'password twice': `username=${LOGIN}&password=${PASSWORD}&password=wrong`,
  'parameters in other case': `Username=${LOGIN}&Password=${PASSWORD}`,
  'a service too': `${CREDENTIALS}&service=${encode(APP)}`,
  'an unregistered service too': `${CREDENTIALS}&service=${encode('http://unregistered.test/')}`,
  'token=true': `${CREDENTIALS}&token=true`,
  'renew=true': `${CREDENTIALS}&renew=true`,
  'rememberMe=true': `${CREDENTIALS}&rememberMe=true`,
  'percent without digits': `username=%zz&password=${PASSWORD}`,
  'letters beyond ASCII': 'username=J%C3%BCrgen&password=%C3%BC',
  'markup in the name': `username=${encode('<b>"x"</b>')}&password=x`,
}

const TYPES: readonly (string | undefined)[] = [
  undefined,
  'application/x-www-form-urlencoded; charset=UTF-8',
  'APPLICATION/X-WWW-FORM-URLENCODED',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/xml',
  '*/*',
  'nonsense',
  'application/x-www-form-urlencoded, text/plain',
]

const ACCEPTS = [
  JAVA_ACCEPT,
  '*/*',
  'text/html',
  'text/plain',
  'application/json',
  'application/xml',
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'text/*',
  'image/png',
  'application/json;q=0.1, text/html',
  'nonsense',
  '',
]

const SERVICES: Readonly<Record<string, string>> = {
  right: `service=${encode(APP)}`,
  'not encoded': `service=${APP}`,
  'no body': '',
  'empty service': 'service=',
  'blank service': 'service=%20',
  unregistered: `service=${encode('http://unregistered.test/')}`,
  'unregistered, with markup': `service=${encode('http://unregistered.test/<b>"\'&')}`,
  'no URL': 'service=not-a-url',
  'another scheme': `service=${encode('ftp://app.test/')}`,
  imaps: `service=${encode('imaps://unregistered.test/')}`,
  'a path': 'service=%2Fapp',
  twice: `service=${encode(APP)}&service=${encode('http://other.test/')}`,
  'in other case': `Service=${encode(APP)}`,
  targetService: `targetService=${encode(APP)}`,
  TARGET: `TARGET=${encode(APP)}`,
  'blank around': `service=%20${encode(APP)}%20`,
  'renew=true': `service=${encode(APP)}&renew=true`,
  'renew=false': `service=${encode(APP)}&renew=false`,
  'renew empty': `service=${encode(APP)}&renew=`,
  'renew=true with credentials': `service=${encode(APP)}&renew=true&${CREDENTIALS}`,
  'renew=true with a wrong password': `service=${encode(APP)}&renew=true&username=${LOGIN}&password=wrong`,
  'credentials too': `service=${encode(APP)}&${CREDENTIALS}`,
  'a wrong password too': `service=${encode(APP)}&username=${LOGIN}&password=wrong`,
  'method=POST': `service=${encode(APP)}&method=POST`,
  'pgtUrl too': `service=${encode(APP)}&pgtUrl=${encode('http://app.test/callback')}`,
}

const IDS: Readonly<Record<string, string>> = {
  unknown: 'TGT-1-unknown',
  'no ticket at all': 'nonsense',
  'a service ticket': '{{st}}',
  'with markup': encode('TGT-<b>"'),
  'in other case': 'tgt-1-unknown',
}

export const ticketProbes = [
  ...Object.entries(CREATE_BODIES).flatMap(([name, body]) => [
    probe(CREATE, `${name}, in the body`, post('/v1/tickets', body)),
    probe(CREATE, `${name}, in the query`, post(`/v1/tickets?${body}`, '')),
    probe(CREATE, `${name}, as JSON`, post('/v1/tickets', body, { headers: { Accept: 'application/json' } })),
  ]),
  probe(
    CREATE,
    'split between query and body',
    post(`/v1/tickets?username=${LOGIN}`, `password=${PASSWORD}`),
  ),
  probe(CREATE, 'query and body contradict', post(`/v1/tickets?username=nobody`, CREDENTIALS)),
  probe(CREATE, 'query without body or type', call('POST', `/v1/tickets?${CREDENTIALS}`)),
  probe(CREATE, 'with a slash at the end', post('/v1/tickets/', CREDENTIALS)),
  probe(CREATE, 'with a suffix', post('/v1/tickets.json', CREDENTIALS)),
  probe(CREATE, 'with a path parameter', post('/v1/tickets;x=1', CREDENTIALS)),
  probe(CREATE, 'in other case', post('/V1/Tickets', CREDENTIALS)),
  ...TYPES.map((type) =>
    probe(
      CREATE,
      `Content-Type: ${type ?? '(none)'}`,
      call('POST', '/v1/tickets', {
        body: CREDENTIALS,
        ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
      }),
    ),
  ),
  probe(
    CREATE,
    'JSON body',
    post('/v1/tickets', JSON.stringify({ username: LOGIN, password: PASSWORD }), {
      headers: { 'Content-Type': 'application/json' },
    }),
  ),
  ...ACCEPTS.flatMap((accept) => [
    probe(CREATE, `Accept: ${accept}`, post('/v1/tickets', CREDENTIALS, { headers: { Accept: accept } })),
    probe(
      CREATE,
      `wrong password, Accept: ${accept}`,
      post('/v1/tickets', `username=${LOGIN}&password=no`, { headers: { Accept: accept } }),
    ),
    probe(CREATE, `nothing, Accept: ${accept}`, post('/v1/tickets', '', { headers: { Accept: accept } })),
    probe(
      GRANT,
      `Accept: ${accept}`,
      granting(),
      post('/v1/tickets/{{tgt}}', `service=${encode(APP)}`, { headers: { Accept: accept } }),
    ),
    probe(
      GRANT,
      `unknown, Accept: ${accept}`,
      post('/v1/tickets/TGT-1-unknown', `service=${encode(APP)}`, { headers: { Accept: accept } }),
    ),
    probe(
      STATUS,
      `unknown, Accept: ${accept}`,
      get('/v1/tickets/TGT-1-unknown', { headers: { Accept: accept } }),
    ),
    probe(
      STATUS,
      `Accept: ${accept}`,
      granting(),
      get('/v1/tickets/{{tgt}}', { headers: { Accept: accept } }),
    ),
  ]),
  ...['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'].map((method) =>
    probe(`${method} /v1/tickets`, 'plain', call(method, '/v1/tickets')),
  ),
  ...Object.entries(SERVICES).flatMap(([name, body]) => [
    probe(
      GRANT,
      name,
      granting(),
      post('/v1/tickets/{{tgt}}', body, { keep: { st: { pattern: '^(ST-.*)$' } } }),
      validate(APP),
    ),
    probe(GRANT, `${name}, in the query`, granting(), post(`/v1/tickets/{{tgt}}?${body}`, '')),
  ]),
  ...Object.entries(IDS).flatMap(([name, id]) => [
    probe(GRANT, `id ${name}`, firstTicket(), post(`/v1/tickets/${id}`, `service=${encode(APP)}`)),
    probe(GRANT, `id ${name}, no service`, firstTicket(), post(`/v1/tickets/${id}`, '')),
    probe(STATUS, `id ${name}`, firstTicket(), get(`/v1/tickets/${id}`)),
    probe(DELETE, `id ${name}`, firstTicket(), call('DELETE', `/v1/tickets/${id}`)),
  ]),
  ...TYPES.map((type) =>
    probe(
      GRANT,
      `Content-Type: ${type ?? '(none)'}`,
      granting(),
      call('POST', '/v1/tickets/{{tgt}}', {
        body: `service=${encode(APP)}`,
        ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
      }),
    ),
  ),
  ...['PUT', 'PATCH', 'HEAD', 'OPTIONS'].map((method) =>
    probe(`${method} /v1/tickets/{TGT}`, 'plain', granting(), call(method, '/v1/tickets/{{tgt}}')),
  ),
  probe(STATUS, 'good', granting(), get('/v1/tickets/{{tgt}}')),
  probe(STATUS, 'good, with a slash', granting(), get('/v1/tickets/{{tgt}}/')),
  probe(DELETE, 'good, then everything with it', granting(), [
    ticket(APP),
    call('DELETE', '/v1/tickets/{{tgt}}'),
    call('DELETE', '/v1/tickets/{{tgt}}'),
    get('/v1/tickets/{{tgt}}'),
    post('/v1/tickets/{{tgt}}', `service=${encode(APP)}`),
    validate(APP),
  ]),
  probe(
    DELETE,
    'with a body',
    granting(),
    call('DELETE', '/v1/tickets/{{tgt}}', { headers: FORM, body: 'x=1' }),
  ),
  ...Object.entries(CREATE_BODIES).map(([name, body]) =>
    probe('POST /v1/users', name, post('/v1/users', body)),
  ),
  ...['application/json', 'text/html', 'image/png'].map((accept) =>
    probe(
      'POST /v1/users',
      `Accept: ${accept}`,
      post('/v1/users', CREDENTIALS, { headers: { Accept: accept } }),
    ),
  ),
  probe('POST /v1/users', 'in the query', post(`/v1/users?${CREDENTIALS}`, '')),
  probe(
    'POST /v1/users',
    'as JSON',
    post('/v1/users', '{}', { headers: { 'Content-Type': 'application/json' } }),
  ),
  ...['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'].map((method) =>
    probe(`${method} /v1/users`, 'plain', call(method, '/v1/users')),
  ),
  probe(
    'GET /v1',
    'unknown paths',
    get('/v1'),
    get('/v1/'),
    get('/v1/nothing'),
    get('/v1/tickets/a/b'),
    post('/v1/nothing', 'a=1'),
  ),
]
