/** Steps that probes are made of. */
import type { Look, Probe, Step } from '../probe.ts'

export const LOGIN = 'xtam_login'
export const PASSWORD = 'xtam_password'
export const APP = 'http://app.test/'
export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

type Extras = Partial<Omit<Step, 'method' | 'path'>>

export function get(path: string, extras: Extras = {}): Step {
  return { name: `GET ${path}`, method: 'GET', path, ...extras }
}

export function post(path: string, body: string, extras: Extras = {}): Step {
  const { headers, ...rest } = extras
  return { name: `POST ${path}`, method: 'POST', path, body, headers: { ...FORM, ...headers }, ...rest }
}

export function call(method: string, path: string, extras: Extras = {}): Step {
  return { name: `${method} ${path}`, method, path, ...extras }
}

export function encode(text: string): string {
  return encodeURIComponent(text)
}

/** A ticket-granting ticket by REST, kept as `tgt`. */
export function granting(as = 'tgt', login = LOGIN, password = PASSWORD): Step {
  return post('/v1/tickets', `username=${login}&password=${password}`, {
    name: `a granting ticket by REST (${as})`,
    isSetUp: true,
    keep: { [as]: { header: 'location', pattern: '/v1/tickets/(.*)$' } },
  })
}

/** A service ticket by REST, kept as `st`. */
export function ticket(service: string, as = 'st', from = 'tgt'): Step {
  return post(`/v1/tickets/{{${from}}}`, `service=${encode(service)}`, {
    name: `a service ticket by REST for ${service} (${as})`,
    isSetUp: true,
    keep: { [as]: { pattern: '^((?:ST|PT)-.*)$' } },
  })
}

/** A first service ticket by REST. */
export function firstTicket(service: string = APP): Step[] {
  return [granting(), ticket(service)]
}

/** The sign-in page, whose `execution` is kept. */
export function form(query = '', isSetUp = true): Step {
  return get(`/login${query}`, {
    name: `the sign-in page${query === '' ? '' : ` with ${query}`}`,
    isSetUp,
    usesJar: true,
    keep: { execution: { pattern: 'name="execution" value="([^"]+)"' } },
  })
}

/** What the form of the sign-in page sends. */
export function submitted(fields: Readonly<Record<string, string>> = {}): string {
  const all = { username: LOGIN, password: PASSWORD, _eventId: 'submit', geolocation: '', ...fields }
  const plain = Object.entries(all).map(([name, value]) => `${name}=${encode(value)}`)
  return [...plain, 'execution={{execution}}'].join('&')
}

/** Signs in by the form; the ticket is kept where there is a service. */
export function signIn(query = '', isSetUp = true): Step[] {
  return [
    form(query),
    post(`/login${query}`, submitted(), {
      name: `sign in by form${query === '' ? '' : ` with ${query}`}`,
      isSetUp,
      usesJar: true,
      keep: {
        st: { header: 'location', pattern: '[?&]ticket=([^&#]+)' },
        TGC: { header: 'set-cookie', pattern: 'TGC=([^;]+)' },
      },
    }),
  ]
}

export function validate(service: string, path = '/serviceValidate', more = '', as = 'st'): Step {
  return get(`${path}?service=${encode(service)}&ticket={{${as}}}${more}`)
}

export function look(name: string, patienceMs = 1500): Look {
  return { name, look: true, patienceMs }
}

export function probe(endpoint: string, name: string, ...steps: (Step | Look | Step[])[]): Probe {
  return { endpoint, name, steps: steps.flat() }
}

/** One that waits. */
export function waiting(lives: 'usual' | 'short', ...args: Parameters<typeof probe>): Probe {
  return { ...probe(...args), lives }
}

/** As Java's own client sends it, and with it the Java CAS client. */
export const JAVA_ACCEPT = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2'
