/** One request, as the operations see it: whatever way it came, REST, PKI or the older interactive API. */
import type { Edition } from './editions.ts'
import type { Actor, PmpWorld } from './domain/world.ts'

/** A body as it came. */
export interface Body {
  readonly contentType: string | undefined
  /** Uploads are bytes, everything else is text; undefined when there is none. */
  readonly content: string | Buffer | undefined
}

/** A request of which it is not known, or does not matter, who sent it. */
export interface Visit {
  readonly world: PmpWorld
  readonly edition: Edition
  /** The host that it counts as coming from. */
  readonly address: string
  /** What follows the `?` of the request target, still encoded. */
  readonly query: string
  readonly body: Body
}

export interface Call extends Visit {
  readonly actor: Actor
  /** The token, or the key of an interactive session, that the caller came with. */
  readonly token: string
  /** What opens the caller's personal passwords, when it came. */
  readonly passphrase: string | undefined
  /** What it is about. */
  readonly target: Target
}

/** What a path, or the interactive API's input, points at. */
export interface Target {
  readonly resourceId?: string
  readonly accountId?: string
  readonly userId?: string
  readonly groupId?: string
  readonly userGroupId?: string
  readonly categoryId?: string
  readonly resourceName?: string
  readonly accountName?: string
}
