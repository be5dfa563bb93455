/** What is asked of both, the original and the emulator. Paths begin behind `/cas`. */

/** One request. Texts may use `{{name}}` for what an earlier step kept. */
export interface Step {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Values for later steps: a regular expression with one group, over a header or the body. */
  readonly keep?: Readonly<Record<string, { readonly header?: string; readonly pattern: string }>>
  /** Leads up to what is asked: its answer is not compared. */
  readonly isSetUp?: boolean
  /** How long to wait before: the original sleeps, the emulator's clock is advanced. */
  readonly waitMs?: number
  /** Cookies that are set here are sent with later steps, `Secure` ones over plain http too. */
  readonly usesJar?: boolean
}

/** What the services on loopback were sent since the last look. Comes in the place of a request. */
export interface Look {
  readonly name: string
  readonly look: true
  /** The original sends its logout messages in the background. */
  readonly patienceMs: number
}

export interface Probe {
  /** Under which it is counted: method and path, as in `GET /login`. */
  readonly endpoint: string
  readonly name: string
  readonly steps: readonly (Step | Look)[]
  /** Needs waiting, and is left out unless it is asked for: with the lives that are usual, or with short ones. */
  readonly lives?: 'usual' | 'short'
}

export interface Answer {
  readonly status: number
  /** By lower-case name; several of a name are several values. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body: string
}
