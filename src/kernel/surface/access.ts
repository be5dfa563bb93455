/** How a test signs in to a product, as data: for a request that is tried, and for lines to copy. */
import type { Opened, Slice } from '../store/table.ts'

/** A request that a sign-in takes. */
export interface SignInStep {
  /** From the root of the server; `{origin}` stands for its address. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Goes where the answer leads, with the cookies that it sets. */
  readonly follow?: true
  /** Cookies of the answer that later requests need: their names, by what they are called in them. */
  readonly takes?: Readonly<Record<string, string>>
}

export interface SignIn {
  /** In their order; none where the credentials go with every request. */
  readonly steps: readonly SignInStep[]
  /** Sent with every request then; `{name}` stands for what a step took. */
  readonly headers: Readonly<Record<string, string>>
  /** Parameters of every request. */
  readonly query?: Readonly<Record<string, string>>
}

/** A handle of a world: a password, a token or an id, by kind and name. */
export interface Handle {
  readonly kind: string
  readonly name: string
  readonly value: string
}

/** So many rows of a table are looked at for handles. */
const MOST_LOOKED_AT = 5000

/** The first rows of a table: who reaches for something by its name knows a small world. */
export function* few<Row>(rows: Iterable<Row>): Generator<Row> {
  let left = MOST_LOOKED_AT
  for (const row of rows) {
    if (left-- === 0) return
    yield row
  }
}

export interface SurfaceAccess<Of extends Slice = Slice> {
  /** How one signs in by a handle; nothing where it is none to sign in by. */
  signIn(handle: Handle): SignIn | undefined
  /** The path of a GET that shows what a handle is good for. */
  shows(handle: Handle, tables: Opened<Of>): string | undefined
}

/** Credentials of the Basic scheme. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
