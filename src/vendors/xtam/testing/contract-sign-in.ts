/** Stories of the sign-in module: its pages, its REST functions, tickets and their validation. All its sessions are ended. */
import type { ContractStep, ContractStory } from '../../../kernel/surface/contract.ts'
import { CAS, CREDENTIALS, NONE, REST, SERVICE, get, post } from './contract-steps.ts'

const BROWSER = { 'user-agent': 'Mozilla/5.0 (pam-mock-probe)', accept: '*/*' }
const UNREGISTERED = encodeURIComponent('ftp://pam-mock-probe.example/')

const granting = (): ContractStep =>
  post('sign in by REST', `${CAS}/v1/tickets`, CREDENTIALS, {
    keep: { tgt: { header: 'location', pattern: '/v1/tickets/([^/]+)$' } },
    undo: {
      thing: 'a sign-in',
      fades: true,
      steps: [{ name: 'end it', method: 'DELETE', path: `${CAS}/v1/tickets/{{tgt}}` }],
    },
  })

const serviceTicket = (as = 'st'): ContractStep =>
  post('a ticket', `${CAS}/v1/tickets/{{tgt}}`, `service=${SERVICE}`, {
    keep: { [as]: { pattern: '(ST-[^\\s"]+)' } },
  })

/** One to be used, of which nothing is to be told. */
const another = (name: string): ContractStep => ({ ...serviceTicket(), name, silent: true })

const page = (query = ''): ContractStep =>
  get(`the page${query === '' ? '' : ' for a service'}`, `${CAS}/login${query}`, {
    keep: { execution: { pattern: 'name="execution" value="([^"]+)"' } },
  })

const ended = (): ContractStep => get('sign out', `${CAS}/logout`, { headers: { cookie: 'TGC={{tgc}}' } })

function submit(name: string, fields: string, query = '', extras: Partial<ContractStep> = {}): ContractStep {
  return post(
    name,
    `${CAS}/login${query}`,
    `${fields}&execution={{url:execution}}&_eventId=submit&geolocation=`,
    extras,
  )
}

const signedIn: Partial<ContractStep> = {
  keep: {
    tgc: { header: 'set-cookie', pattern: 'TGC=([^;"]+)' },
    st: { header: 'location', pattern: '[?&]ticket=([^&#]+)' },
  },
  undo: { thing: 'a sign-in', fades: true, steps: [ended()] },
}

const validations = ['validate', 'serviceValidate', 'proxyValidate', 'p3/serviceValidate', 'p3/proxyValidate']

export const signInStories: readonly ContractStory[] = [
  {
    name: 'pages of the sign-in',
    headers: BROWSER,
    steps: [
      get('the module', `${CAS}/`),
      get('the module without a slash', CAS),
      page(),
      page(`?service=${SERVICE}`),
      get('for a service that is none', `${CAS}/login?service=${UNREGISTERED}`),
      get('through a gateway', `${CAS}/login?service=${SERVICE}&gateway=true`),
      get('sign out', `${CAS}/logout`),
      get('sign out, and on', `${CAS}/logout?service=${SERVICE}`),
      get('a page that is not there', `${CAS}/${NONE}`),
      get('with an unknown token', `${CAS}/login?service=${SERVICE}`, { headers: { token: NONE } }),
    ],
  },
  {
    name: 'the form without what it asks for',
    headers: BROWSER,
    steps: [
      page(),
      submit('no name', 'username=&password='),
      page(),
      submit('no password', 'username={{url:user}}&password='),
    ],
  },
  {
    name: 'sign in by the form',
    headers: BROWSER,
    steps: [
      page(),
      submit('send it', CREDENTIALS, '', signedIn),
      get('the page again', `${CAS}/login`, { headers: { cookie: 'TGC={{tgc}}' } }),
      get('for a service', `${CAS}/login?service=${SERVICE}`, {
        headers: { cookie: 'TGC={{tgc}}' },
        keep: { st: { header: 'location', pattern: '[?&]ticket=([^&#]+)' } },
      }),
      get('to the application', '/xtam/?ticket={{st}}', {
        keep: { application: { header: 'set-cookie', pattern: 'JSESSIONID=([^;]+)' } },
      }),
      get('the application', '/xtam/', { headers: { cookie: 'JSESSIONID={{application}}' } }),
      get('who am I', `${REST}/user/whoami`, { headers: { cookie: 'JSESSIONID={{application}}' } }),
      get('the ticket again', '/xtam/?ticket={{st}}', { headers: { cookie: 'JSESSIONID={{application}}' } }),
      get('leave the application', '/xtam/logout', { headers: { cookie: 'JSESSIONID={{application}}' } }),
      ended(),
    ],
  },
  {
    name: 'sign in by a token',
    needs: ['token'],
    headers: BROWSER,
    steps: [
      get('for the application', `${CAS}/login?service=${SERVICE}`, {
        headers: { token: '{{token}}' },
        ...signedIn,
      }),
      get('with its ticket', `${REST}/user/whoami?ticket={{st}}`),
      get('to a REST function', `${REST}/user/whoami`, { headers: { token: '{{token}}' } }),
      get('as a bearer', `${REST}/user/whoami`, { headers: { authorization: 'Bearer {{token}}' } }),
      post('for a granting ticket', `${CAS}/v1/tickets`, '', {
        headers: { token: '{{token}}' },
        keep: { byToken: { header: 'location', pattern: '/v1/tickets/([^/]+)$' } },
        undo: {
          thing: 'a sign-in',
          fades: true,
          steps: [{ name: 'end it', method: 'DELETE', path: `${CAS}/v1/tickets/{{byToken}}` }],
        },
      }),
      post('for one, as a parameter', `${CAS}/v1/tickets`, 'token={{url:token}}', {
        keep: { byParameter: { header: 'location', pattern: '/v1/tickets/([^/]+)$' } },
        undo: {
          thing: 'a sign-in',
          fades: true,
          steps: [{ name: 'end it', method: 'DELETE', path: `${CAS}/v1/tickets/{{byParameter}}` }],
        },
      }),
    ],
  },
  {
    name: 'tickets by REST',
    steps: [
      granting(),
      get('its status', `${CAS}/v1/tickets/{{tgt}}`),
      serviceTicket(),
      get('valid', `${CAS}/serviceValidate?service=${SERVICE}&ticket={{st}}`),
      get('used', `${CAS}/serviceValidate?service=${SERVICE}&ticket={{st}}`),
      ...validations.flatMap((path) => [
        another(`a ticket for ${path}`),
        get(`valid by ${path}`, `${CAS}/${path}?service=${SERVICE}&ticket={{st}}`, { said: [''] }),
      ]),
      another('one more'),
      get('valid in JSON', `${CAS}/p3/serviceValidate?service=${SERVICE}&ticket={{st}}&format=JSON`),
      another('another'),
      get('for another service', `${CAS}/serviceValidate?service=${UNREGISTERED}&ticket={{st}}`),
      post('for a service that is none', `${CAS}/v1/tickets/{{tgt}}`, `service=${UNREGISTERED}`),
      post('for no service', `${CAS}/v1/tickets/{{tgt}}`),
      { name: 'end it', method: 'DELETE', path: `${CAS}/v1/tickets/{{tgt}}` },
      { name: 'end it again', method: 'DELETE', path: `${CAS}/v1/tickets/{{tgt}}` },
    ],
  },
  {
    name: 'tickets that nobody has',
    steps: [
      ...validations.flatMap((path) => [
        get(`${path}, unknown`, `${CAS}/${path}?service=${SERVICE}&ticket=ST-1-pam-mock-probe`),
        get(`${path}, nothing`, `${CAS}/${path}`),
      ]),
      get('in JSON', `${CAS}/serviceValidate?service=${SERVICE}&ticket=ST-1-pam-mock-probe&format=JSON`),
      get('proxy, unknown', `${CAS}/proxy?pgt=PGT-1-pam-mock-probe&targetService=${SERVICE}`),
      get('proxy, nothing', `${CAS}/proxy`),
      get('status', `${CAS}/v1/tickets/TGT-1-pam-mock-probe`),
      post('a service ticket', `${CAS}/v1/tickets/TGT-1-pam-mock-probe`, `service=${SERVICE}`),
      post('no credentials', `${CAS}/v1/tickets`),
      post('no password', `${CAS}/v1/tickets`, 'username={{url:user}}'),
    ],
  },
]
