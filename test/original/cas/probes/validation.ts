/** Validation: parameters, tickets of all kinds, renew, formats, methods. */
import type { Probe } from '../probe.ts'
import {
  APP,
  FORM,
  JAVA_ACCEPT,
  call,
  encode,
  firstTicket,
  form,
  get,
  granting,
  post,
  probe,
  signIn,
  submitted,
  ticket,
  validate,
} from './steps.ts'

const PATHS = [
  '/validate',
  '/serviceValidate',
  '/proxyValidate',
  '/p3/serviceValidate',
  '/p3/proxyValidate',
] as const
const OTHER = 'http://other.test/'

const INCOMPLETE: Readonly<Record<string, string>> = {
  nothing: '',
  'no ticket': `?service=${encode(APP)}`,
  'empty ticket': `?service=${encode(APP)}&ticket=`,
  'blank ticket': `?service=${encode(APP)}&ticket=%20`,
  'no service': '?ticket=ST-1-unknown',
  'empty service': '?service=&ticket=ST-1-unknown',
  'blank service': '?service=%20&ticket=ST-1-unknown',
  'unknown ticket': `?service=${encode(APP)}&ticket=ST-1-unknown`,
  'ticket of no kind': `?service=${encode(APP)}&ticket=nonsense`,
  'ticket with markup': `?service=${encode(APP)}&ticket=${encode(`ST-<b>"'&`)}`,
  'unregistered service': `?service=${encode('http://unregistered.test/')}&ticket=ST-1-unknown`,
  'service that is no URL': '?service=nonsense&ticket=ST-1-unknown',
  'parameters in other case': `?Service=${encode(APP)}&Ticket=ST-1-unknown`,
  'service with markup': `?service=${encode(`http://app.test/<b>"'&`)}&ticket=ST-1-unknown`,
}

const RENEWS = [
  'renew',
  'renew=',
  'renew=true',
  'renew=false',
  'renew=TRUE',
  'renew=True',
  'renew=1',
  'renew=0',
  'renew=on',
  'renew=yes',
  'renew=no',
  'renew=x',
  'renew=%20',
  'renew=true&renew=false',
  'renew=false&renew=true',
  'Renew=true',
]

const FORMATS = [
  'JSON',
  'json',
  'Json',
  'XML',
  'xml',
  '',
  '%20',
  'yaml',
  'JSON%20',
  'JSON&format=XML',
  'XML&format=JSON',
]

const ACCEPTS = [
  JAVA_ACCEPT,
  '',
  'application/json',
  'application/xml',
  'text/xml',
  'text/html',
  'text/plain',
  'image/png',
  'nonsense',
]

/** What is missing, blank or wrong. */
function incomplete(path: string): Probe[] {
  const get_ = `GET ${path}`
  return [
    ...Object.entries(INCOMPLETE).map(([name, query]) => probe(get_, name, get(path + query))),
    ...(path === '/validate'
      ? []
      : Object.entries(INCOMPLETE).map(([name, query]) =>
          probe(get_, `${name}, as JSON`, get(`${path}${query === '' ? '?' : `${query}&`}format=JSON`)),
        )),
  ]
}

/** Tickets of all kinds. */
function tickets(path: string): Probe[] {
  const get_ = `GET ${path}`
  return [
    probe(get_, 'first ticket by REST', firstTicket(), validate(APP, path)),
    probe(
      get_,
      'second ticket by REST',
      firstTicket(),
      ticket(APP, 'second'),
      validate(APP, path, '', 'second'),
    ),
    probe(get_, 'ticket by form', signIn(`?service=${encode(APP)}`), validate(APP, path)),
    probe(get_, 'second use', firstTicket(), validate(APP, path), validate(APP, path)),
    probe(get_, 'other service', firstTicket(), validate(OTHER, path), validate(APP, path)),
    probe(
      get_,
      'other service, then renew',
      firstTicket(),
      validate(OTHER, path, '&renew=true'),
      validate(APP, path),
    ),
    probe(
      get_,
      'unregistered service for a good ticket',
      firstTicket(),
      validate('http://unregistered.test/', path),
      validate(APP, path),
    ),
    probe(
      get_,
      'no service for a good ticket',
      firstTicket(),
      get(`${path}?ticket={{st}}`),
      validate(APP, path),
    ),
    probe(get_, 'a granting ticket', granting(), get(`${path}?service=${encode(APP)}&ticket={{tgt}}`)),
    probe(
      get_,
      'doubled service',
      firstTicket(),
      get(`${path}?service=${encode(APP)}&service=${encode(OTHER)}&ticket={{st}}`),
    ),
    probe(
      get_,
      'doubled service, the other way',
      firstTicket(),
      get(`${path}?service=${encode(OTHER)}&service=${encode(APP)}&ticket={{st}}`),
    ),
    probe(
      get_,
      'doubled ticket',
      firstTicket(),
      get(`${path}?service=${encode(APP)}&ticket={{st}}&ticket=ST-1-x`),
    ),
    probe(
      get_,
      'doubled ticket, the other way',
      firstTicket(),
      get(`${path}?service=${encode(APP)}&ticket=ST-1-x&ticket={{st}}`),
    ),
    probe(
      get_,
      'blank around the ticket',
      firstTicket(),
      get(`${path}?service=${encode(APP)}&ticket=%20{{st}}%20`),
    ),
    probe(
      get_,
      'ticket in lower case',
      firstTicket(),
      get(`${path}?service=${encode(APP)}&ticket=st-1-unknown`),
    ),
    probe(
      get_,
      'after logout by REST',
      firstTicket(),
      call('DELETE', '/v1/tickets/{{tgt}}', { isSetUp: true }),
      validate(APP, path),
    ),
    probe(get_, 'TARGET and SAMLart', firstTicket(), get(`${path}?TARGET=${encode(APP)}&SAMLart={{st}}`)),
    probe(
      get_,
      'artifact parameters with service',
      firstTicket(),
      get(`${path}?targetService=${encode(APP)}&ticket={{st}}`),
    ),
  ]
}

/** What counts as `renew`, and when it is met. */
function renewals(path: string): Probe[] {
  const get_ = `GET ${path}`
  return [
    ...RENEWS.flatMap((renew) => [
      probe(get_, `${renew}, first ticket by REST`, firstTicket(), validate(APP, path, `&${renew}`)),
      probe(
        get_,
        `${renew}, second ticket by REST`,
        firstTicket(),
        ticket(APP, 'second'),
        validate(APP, path, `&${renew}`, 'second'),
        validate(APP, path, '', 'second'),
      ),
    ]),
    probe(
      get_,
      'renew=true, ticket by form',
      signIn(`?service=${encode(APP)}`),
      validate(APP, path, '&renew=true'),
    ),
    probe(
      get_,
      'renew=true, ticket by single sign-on',
      signIn(),
      get(`/login?service=${encode(APP)}`, {
        usesJar: true,
        isSetUp: true,
        keep: { st: { header: 'location', pattern: 'ticket=(.*)$' } },
      }),
      validate(APP, path, '&renew=true'),
    ),
    probe(
      get_,
      'renew=true, ticket of a sign-in that was renewed',
      signIn(),
      form(`?service=${encode(APP)}&renew=true`),
      post(`/login?service=${encode(APP)}&renew=true`, submitted(), {
        usesJar: true,
        isSetUp: true,
        keep: { st: { header: 'location', pattern: 'ticket=(.*)$' } },
      }),
      validate(APP, path, '&renew=true'),
    ),
    probe(
      get_,
      'renew=true, second service after a sign-in by form',
      signIn(`?service=${encode(OTHER)}`),
      get(`/login?service=${encode(APP)}`, {
        usesJar: true,
        isSetUp: true,
        keep: { st: { header: 'location', pattern: 'ticket=(.*)$' } },
      }),
      validate(APP, path, '&renew=true'),
    ),
  ]
}

/** Formats and what is accepted. */
function formats(path: string): Probe[] {
  const get_ = `GET ${path}`
  const good = `?service=${encode(APP)}&ticket={{st}}`
  return [
    ...FORMATS.flatMap((format) => [
      probe(get_, `format=${format}`, firstTicket(), validate(APP, path, `&format=${format}`)),
      probe(
        get_,
        `format=${format}, unknown ticket`,
        get(`${path}?service=${encode(APP)}&ticket=ST-1-x&format=${format}`),
      ),
    ]),
    probe(get_, 'format in other case', get(`${path}?service=${encode(APP)}&ticket=ST-1-x&Format=JSON`)),
    ...ACCEPTS.flatMap((accept) => [
      probe(get_, `Accept: ${accept}`, firstTicket(), get(path + good, { headers: { Accept: accept } })),
      probe(
        get_,
        `Accept: ${accept}, unknown ticket`,
        get(`${path}?service=${encode(APP)}&ticket=ST-1-x`, { headers: { Accept: accept } }),
      ),
    ]),
  ]
}

/** Ways to write a query. */
function spellings(path: string): Probe[] {
  const ways: Readonly<Record<string, string>> = {
    'names encoded': `%73ervice=${encode(APP)}&%74icket={{st}}`,
    'service not encoded': `service=${APP}&ticket={{st}}`,
    'ticket first': `ticket={{st}}&service=${encode(APP)}`,
    'empty pairs': `&&service=${encode(APP)}&&ticket={{st}}&`,
    'semicolons between': `service=${encode(APP)};ticket={{st}}`,
    'names without values': `service&ticket`,
    'other parameters': `x=1&service=${encode(APP)}&y&ticket={{st}}&=z`,
    'service in lower-case escapes': `service=${encode(APP).toLowerCase()}&ticket={{st}}`,
    'NUL in the ticket': `service=${encode(APP)}&ticket={{st}}%00`,
    'line end in the ticket': `service=${encode(APP)}&ticket={{st}}%0A`,
    'line end in the service': `service=${encode(APP)}%0A&ticket={{st}}`,
    'broken escape in the ticket': `service=${encode(APP)}&ticket={{st}}%`,
    'broken escape in another parameter': `service=${encode(APP)}&ticket={{st}}&x=%zz`,
    'question mark for ampersand': `service=${encode(APP)}?ticket={{st}}`,
    'all encoded': `${encode(`service=${APP}&ticket=`)}{{st}}`,
  }
  return Object.entries(ways).map(([name, query]) =>
    probe(`GET ${path}`, `spelling: ${name}`, firstTicket(), get(`${path}?${query}`), validate(APP, path)),
  )
}

/** Methods and ways to write the path. */
function methods(path: string): Probe[] {
  const get_ = `GET ${path}`
  const good = `?service=${encode(APP)}&ticket={{st}}`
  return [
    probe(`POST ${path}`, 'in the body', firstTicket(), post(path, `service=${encode(APP)}&ticket={{st}}`)),
    probe(`POST ${path}`, 'in the query', firstTicket(), post(path + good, '')),
    probe(`POST ${path}`, 'nothing', post(path, '')),
    probe(`POST ${path}`, 'without a body', call('POST', path)),
    probe(`POST ${path}`, 'as JSON', post(path, '{}', { headers: { 'Content-Type': 'application/json' } })),
    ...['PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) =>
      probe(`${method} ${path}`, 'plain', call(method, path)),
    ),
    probe(`HEAD ${path}`, 'good', firstTicket(), call('HEAD', path + good), validate(APP, path)),
    probe(`PUT ${path}`, 'good', firstTicket(), call('PUT', path + good, { headers: FORM, body: '' })),
    probe(get_, 'with a slash at the end', firstTicket(), get(`${path}/${good}`)),
    probe(get_, 'with a suffix', firstTicket(), get(`${path}.xml${good}`)),
    probe(get_, 'with a path parameter', firstTicket(), get(`${path};jsessionid=1${good}`)),
    probe(get_, 'in other case', get(path.toUpperCase())),
    probe(
      get_,
      'another user',
      granting('tgt', 'xtam_reader', 'xtam_reader_password'),
      ticket(APP),
      validate(APP, path),
    ),
  ]
}

export const validationProbes = [incomplete, tickets, renewals, formats, spellings, methods].flatMap((make) =>
  PATHS.flatMap((path) => make(path)),
)
