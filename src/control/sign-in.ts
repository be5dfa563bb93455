/** Signs in as a surface says, and asks for something then; as a client would, and journalled like one. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { SignIn, SignInStep } from '../kernel/surface/access.ts'

export type Ask = (request: InjectOptions) => Promise<LightMyRequestResponse>

/** Where the products are: an address, and the prefix that chooses the workspace. */
export interface Site {
  readonly ask: Ask
  /** As the client that asks has it: a URL would leave a port out that is the scheme's own. */
  readonly host: string
  readonly origin: string
  readonly mount: string
}

/** What is sent with each request once one has signed in. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

export const NOBODY: Signed = { headers: {}, query: {} }

const MOST_REDIRECTS = 6
type Cookies = Map<string, string>

/** Does what a sign-in takes. What it does not get stays empty: the answer to the request says what that comes to. */
export async function signIn(site: Site, { steps, headers, query = {} }: SignIn): Promise<Signed> {
  const taken: Record<string, string> = {}
  for (const step of steps) {
    const cookies = await takeStep(site, step, taken)
    for (const [name, cookie] of Object.entries(step.takes ?? {})) taken[name] = cookies.get(cookie) ?? ''
  }
  return { headers: filled(headers, taken), query }
}

async function takeStep(
  { ask, host, origin, mount }: Site,
  { path, headers, follow }: SignInStep,
  taken: Readonly<Record<string, string>>,
): Promise<Cookies> {
  const cookies: Cookies = new Map()
  const base = origin + mount
  let url = base + path.replaceAll('{origin}', base)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const own = filled(headers, taken)
    const { pathname, search } = new URL(url)
    const answer = await ask({
      method: 'GET',
      url: pathname + search,
      headers: { ...own, host, ...(cookie !== '' && { cookie }) },
    }).catch(() => undefined)
    if (!answer) break
    for (const { name, value } of answer.cookies) cookies.set(name, value)
    const { location } = answer.headers
    if (!follow || typeof location !== 'string') break
    url = new URL(location, url).href
  }
  return cookies
}

function filled(
  headers: Readonly<Record<string, string>>,
  taken: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll(/\{(\w+)\}/g, (_, key: string) => taken[key] ?? ''),
    ]),
  )
}
