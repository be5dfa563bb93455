/** What a surface tells of its requests and its state in words of its own objects, for assertions and advice. */
import type { SeenRequest } from '../journal/seen.ts'
import type { Params } from '../http/path-table.ts'
import type { Workspace } from '../world/workspace.ts'

/** What a request does with something that is kept secret. */
export interface Deed {
  readonly does: 'read' | 'changed' | 'checked out' | 'checked in'
  /** The id of what it is done to. */
  readonly object: string
}

/** Something that somebody has opened and not closed. */
export interface OpenThing {
  readonly kind: 'check-out' | 'transaction' | 'session'
  /** The id of what is open, where it has one that is no secret. */
  readonly object?: string
  /** The user, by login. */
  readonly by: string
  /** Whether a request had to do with it. */
  readonly explains: (request: SeenRequest) => boolean
}

/** Something that works here and will hurt on the product. */
export interface Advice {
  /** Such as `shop.advice.secret-in-url`. */
  readonly rule: string
  /** What happens, and what to do, in a sentence. */
  readonly sentence: string
  /** Vendor document and section, or the standard. */
  readonly source: string
  /** The requests for which it holds, of a surface's, oldest first. */
  readonly find: (requests: readonly SeenRequest[], workspace: Workspace) => readonly SeenRequest[]
}

export interface SurfaceLedger {
  /** What a request that succeeded did with a secret; nothing for most. */
  deed(request: SeenRequest, params: Params, workspace: Workspace): Deed | undefined
  /** Whether there is a secret of that id to do something with. */
  holds(object: string, workspace: Workspace): boolean
  /** Who sent a request, by login, as far as its credentials still tell. */
  caller(request: SeenRequest, workspace: Workspace): string | undefined
  /** What is open now. */
  open(workspace: Workspace): readonly OpenThing[]
  readonly advice: readonly Advice[]
}
