/** As much of a browser as a sign-in needs: it keeps cookies, follows redirects, and fills in the form of CAS. */

export interface Page {
  readonly url: string
  readonly status: number
  readonly body: string
  /** URLs on the way here, this one included. */
  readonly trail: readonly string[]
}

/** Alex of the built-in world. */
export const ALEX = { username: 'xtam_login', password: 'xtam_password' }

const MOST_REDIRECTS = 20

interface Cookie {
  readonly origin: string
  readonly path: string
  readonly name: string
  readonly value: string
}

export class Browser {
  /** Each origin has its own, as if it had a host name of its own. `Secure` is let be: all is plain http here. */
  #cookies: readonly Cookie[] = []

  /** Opens a page and goes where it is sent. */
  async open(url: string): Promise<Page> {
    return this.#follow(url, {})
  }

  /** Opens a page, fills in the form that it leads to, and goes where that leads. */
  async signIn(url: string, credentials = ALEX): Promise<Page> {
    const form = await this.open(url)
    if (!isSignIn(form)) throw new Error(`There is no sign-in form at ${form.url}: ${form.body}`)
    return this.submit(form, credentials)
  }

  /** Sends the sign-in form of a page. */
  async submit(page: Page, credentials = ALEX): Promise<Page> {
    const { action, fields } = formOf(page)
    const body = new URLSearchParams({ ...fields, ...credentials })
    return this.#follow(action, { method: 'POST', body })
  }

  /** The value of a cookie that a page would be sent. */
  cookie(url: string, name: string): string | undefined {
    return this.#sent(new URL(url)).find((cookie) => cookie.name === name)?.value
  }

  async #follow(url: string, first: RequestInit): Promise<Page> {
    const trail: string[] = []
    let init = first
    let next = url
    while (trail.length < MOST_REDIRECTS) {
      trail.push(next)
      const answer = await this.#ask(next, init)
      const location = answer.headers.get('location')
      const body = await answer.text()
      if (location === null || answer.status < 300 || answer.status > 399)
        return { url: next, status: answer.status, body, trail }
      next = new URL(location, next).href
      init = {}
    }
    throw new Error(`Redirects without end: ${trail.join(' ')}`)
  }

  async #ask(url: string, init: RequestInit): Promise<Response> {
    const cookie = this.#sent(new URL(url))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
    const headers = { 'user-agent': 'browser', accept: 'text/html', ...(cookie === '' ? {} : { cookie }) }
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) this.#keep(new URL(url), line)
    return answer
  }

  #sent({ origin, pathname }: URL): readonly Cookie[] {
    return this.#cookies.filter((cookie) => cookie.origin === origin && isBelow(pathname, cookie.path))
  }

  #keep({ origin, pathname }: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const [name = '', ...value] = pair.split('=')
    const told = new Map(attributes.map((part) => [part.split('=')[0]!.toLowerCase(), part.split('=')[1]]))
    const path = told.get('path') ?? (pathname.slice(0, pathname.lastIndexOf('/')) || '/')
    const others = this.#cookies.filter(
      (one) => one.origin !== origin || one.path !== path || one.name !== name,
    )
    const isOver = told.get('max-age') === '0'
    this.#cookies = isOver ? others : [...others, { origin, path, name, value: value.join('=') }]
  }
}

/** Whether a page is the form in which CAS asks for credentials. */
export function isSignIn({ body }: Page): boolean {
  return body.includes('name="execution"') && body.includes('name="password"')
}

/** The URL of the service with its ticket, as the browser was sent there. */
export function ticketUrl({ trail }: Page): string {
  const found = trail.find((url) => new URL(url).searchParams.has('ticket'))
  if (found === undefined) throw new Error(`There was no ticket on the way: ${trail.join(' ')}`)
  return found
}

/** What an application tells of who is signed in. */
export function told({ url, status, body }: Page): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    throw new Error(`${url} answered ${status} with another page: ${body}`)
  }
}

function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}

function formOf({ url, body }: Page): { action: string; fields: Record<string, string> } {
  const form = /<form\b[^>]*\bid="fm1"[^>]*>[^]*?<\/form>/.exec(body)?.[0] ?? ''
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([input]) => input)
  const hidden = inputs.filter((input) => attribute(input, 'type') === 'hidden')
  return {
    action: new URL(attribute(form, 'action'), url).href,
    fields: Object.fromEntries(hidden.map((input) => [attribute(input, 'name'), attribute(input, 'value')])),
  }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value.replaceAll('&amp;', '&').replaceAll('&quot;', '"')
}
