/** One request, as the operations see it. Both fronts, REST and the older interactive API, make the same call. */
import type { Part } from '../../kernel/http/multipart.ts'
import type { Edition } from './editions.ts'
import type { Actor, PmpWorld } from './domain/world.ts'

export interface Call {
  readonly world: PmpWorld
  readonly edition: Edition
  readonly actor: Actor
  /** The token, or the key of an interactive session, that the caller came with. */
  readonly token: string
  /** What follows the `?` of the request target, still encoded. */
  readonly query: string
  /** What opens the caller's personal passwords, when it came. */
  readonly passphrase: string | undefined
  /** What an upload brought. */
  readonly parts: readonly Part[]
}

/** What a path, or the interactive API's input, points at. */
export interface Target {
  readonly resourceId?: string
  readonly accountId?: string
  readonly userId?: string
  readonly groupId?: string
  readonly categoryId?: string
  readonly resourceName?: string
  readonly accountName?: string
}
