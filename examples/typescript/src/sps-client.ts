/** A small client of Safeguard for Privileged Sessions: it reads configuration objects and changes them. */

export interface SpsOptions {
  /** Such as `https://sps.example.com/api`. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** How often it tries when nobody answers, or with 503. Default: 3. */
  readonly attempts?: number
}

export class SpsError extends Error {
  readonly status: number
  readonly type: string

  constructor(status: number, type: string) {
    super(`SPS answered ${status} (${type})`)
    this.status = status
    this.type = type
  }
}

export class SpsClient {
  readonly #options: Required<SpsOptions>
  #cookie = ''

  constructor(options: SpsOptions) {
    this.#options = { attempts: 3, ...options }
  }

  /** The configuration object at a path such as `management/email`. */
  async read<Body>(path: string): Promise<Body> {
    return ((await this.#ask('GET', `/configuration/${path}`)) as { body: Body }).body
  }

  /** Changes one configuration object in a transaction of its own. */
  async change<Body>(path: string, edit: (body: Body) => Body): Promise<void> {
    await this.#ask('POST', '/transaction', {})
    try {
      await this.#ask('PUT', `/configuration/${path}`, edit(await this.read<Body>(path)))
      await this.#ask('PUT', '/transaction', { status: 'commit' })
    } catch (error) {
      // Until it ends, nobody else may change anything.
      await this.#ask('DELETE', '/transaction').catch(() => undefined)
      throw error
    }
  }

  /** Asks within the session; when that is over, begins another one. */
  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    if (this.#cookie === '') await this.#signIn()
    let answer = await this.#send(method, path, body)
    if (answer.status === 401) {
      await this.#signIn()
      answer = await this.#send(method, path, body)
    }
    return read(answer)
  }

  async #signIn(): Promise<void> {
    const { user, password } = this.#options
    const basic = Buffer.from(`${user}:${password}`).toString('base64')
    this.#cookie = ''
    const answer = await this.#send('GET', '/authentication', undefined, { authorization: `Basic ${basic}` })
    await read(answer)
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  async #send(method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
    const { url, attempts } = this.#options
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await fetch(url + path, {
          method,
          headers: {
            ...headers,
            ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        if (answer.status !== 503 || attempt === attempts) return answer
      } catch (error) {
        if (attempt === attempts) throw error
      }
    }
  }
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text()
  if (answer.ok) return text === '' ? undefined : JSON.parse(text)
  const { error } = JSON.parse(text) as { error: { type: string } }
  throw new SpsError(answer.status, error.type)
}
