/** Which probes are kept as documented examples, and in which story. `*` in a name stands for any text. */

export interface Theme {
  /** Part of the file's name. */
  readonly name: string
  readonly title: string
  /** `endpoint: name` of its probes. */
  readonly take: readonly string[]
}

export const THEMES: readonly Theme[] = [
  {
    name: 'granting-tickets',
    title: 'granting tickets by REST: what the form holds, and where it stands',
    take: [
      'POST /v1/tickets: *, in the body',
      'POST /v1/tickets: right, in the query',
      'POST /v1/tickets: wrong password, in the query',
      'POST /v1/tickets: right, as JSON',
      'POST /v1/tickets: wrong password, as JSON',
      'POST /v1/tickets: split between query and body',
      'POST /v1/tickets: query and body contradict',
      'POST /v1/tickets: query without body or type',
      'POST /v1/tickets: Content-Type: *',
      'POST /v1/tickets: Accept: *',
      'POST /v1/users: *',
    ],
  },
  {
    name: 'service-tickets',
    title: 'service tickets by REST, and the life of the granting ticket',
    take: [
      'POST /v1/tickets/{TGT}: right*',
      'POST /v1/tickets/{TGT}: no *',
      'POST /v1/tickets/{TGT}: empty service*',
      'POST /v1/tickets/{TGT}: blank service*',
      'POST /v1/tickets/{TGT}: unregistered',
      'POST /v1/tickets/{TGT}: twice',
      'POST /v1/tickets/{TGT}: targetService',
      'POST /v1/tickets/{TGT}: renew*',
      'POST /v1/tickets/{TGT}: credentials too',
      'POST /v1/tickets/{TGT}: id *',
      'POST /v1/tickets/{TGT}: Accept: */*',
      'GET /v1/tickets/{TGT}: *',
      'DELETE /v1/tickets/{TGT}: *',
    ],
  },
  {
    name: 'validation',
    title: 'validation: what is missing, unknown, spent, for another service; formats',
    take: [
      'GET /validate: *ticket by*',
      'GET /validate: no*',
      'GET /validate: other service*',
      'GET /validate: second use',
      'GET /serviceValidate: no*',
      'GET /serviceValidate: empty*',
      'GET /serviceValidate: blank*',
      'GET /serviceValidate: unknown ticket*',
      'GET /serviceValidate: ticket*',
      'GET /serviceValidate: unregistered service*',
      'GET /serviceValidate: first ticket by REST',
      'GET /serviceValidate: second *',
      'GET /serviceValidate: other service*',
      'GET /serviceValidate: a granting ticket',
      'GET /serviceValidate: doubled*',
      'GET /serviceValidate: after logout*',
      'GET /serviceValidate: spelling: *',
      'GET /serviceValidate: format=*',
      'GET /serviceValidate: Accept: *',
      'GET /p3/serviceValidate: first ticket by REST',
      'GET /p3/serviceValidate: ticket by form',
      'GET /p3/serviceValidate: another user',
      'GET /p3/serviceValidate: second use',
      'GET /p3/serviceValidate: format=JSON*',
      'HEAD /serviceValidate: *',
      'POST /serviceValidate: *',
    ],
  },
  {
    name: 'renew',
    title: 'renew: what counts as true, and which tickets are of a new sign-in',
    take: ['GET /serviceValidate: renew*', 'GET /serviceValidate: Renew*', 'GET /validate: renew=true*'],
  },
  {
    name: 'service-urls',
    title: 'which ways to write a service are the same service',
    take: ['service URLs: http://app.test/p then *', 'service URLs: * then http://app.test/p?*'],
  },
  {
    name: 'login',
    title: 'the sign-in page: service, renew, gateway, method, cookies',
    take: ['GET /login: ?*, without a cookie', 'GET /login: ?*, signed in', 'GET /login: plain*'],
  },
  {
    name: 'form',
    title: 'the sign-in form, signing in again, and signing out',
    take: [
      'POST /login: right, with ?service=http%3A%2F%2Fapp.test%2F*',
      'POST /login: *, for a service',
      'POST /login: without *',
      'POST /login: service of *',
      'POST /login: another service *',
      'POST /login: an unregistered service *',
      'POST /login: execution *',
      'POST /login: wrong, then right *',
      'POST /login: nothing',
      'single sign-on: *',
      'cookie: *',
      'GET /logout: *',
      'POST /logout: *',
    ],
  },
  {
    name: 'proxy',
    title: 'proxying: what is refused',
    take: [
      'GET /proxy: no*',
      'GET /proxy: empty*',
      'GET /proxy: unknown*',
      'GET /proxy: unregistered*',
      'GET /proxy: a *',
      'GET /serviceValidate: pgtUrl no URL*',
      'GET /serviceValidate: pgtUrl empty*',
    ],
  },
]
