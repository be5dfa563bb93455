/**
 * Faults as data: which requests something goes wrong for, and what. Acting them out is fault-actor.ts's work, so that a
 * file, the control plane and the library can all carry the same fault.
 */
import { UserError } from '../errors.ts'
import { Ids } from '../world/ids.ts'
import { pathMatcher } from '../journal/journal.ts'

/** Which requests a fault is for; every member that is given must hold. */
export interface FaultMatch {
  readonly surface?: string | undefined
  readonly operation?: string | undefined
  readonly method?: string | undefined
  /** `*` stands for any run of characters. A pattern without `?` is held against the path alone. */
  readonly path?: string | undefined
  /** Only the n-th request that the members above hold for, counted from 1 and from the fault's creation. */
  readonly nth?: number | undefined
  /** Only so likely, from 0 to 1; drawn from a stream of its own that `--seed` makes reproducible. */
  readonly probability?: number | undefined
}

/** What goes wrong. */
export type FaultEffect =
  /** The request waits before anything looks at it. */
  | { readonly type: 'delay'; readonly ms: number }
  /** An answer in place of the product's; the product never sees the request. */
  | { readonly type: 'status'; readonly status: number; readonly body?: unknown }
  /** The connection is reset (TCP RST), without an answer. */
  | { readonly type: 'reset' }
  /** The connection is closed, without an answer. */
  | { readonly type: 'close' }
  /** The answer breaks off after so many bytes of its body, half of it by default. */
  | { readonly type: 'truncate'; readonly after?: number | undefined }
  /** The answer's body is no well-formed document. */
  | { readonly type: 'malformed' }
  /** The answer's body comes byte by byte, with a pause before each. */
  | { readonly type: 'drip'; readonly ms: number }
  /** A failure of the product's own, by the name that its surface gives it. */
  | { readonly type: 'vendor'; readonly name: string }

export interface FaultRule {
  readonly match: FaultMatch
  /** How often it fires at most; without end by default. */
  readonly times?: number | undefined
  readonly effect: FaultEffect
}

/** A fault in place. */
export interface Fault extends FaultRule {
  readonly id: string
  /** How many requests it has been held against that fitted surface, operation, method and path. */
  readonly seen: number
  /** How often it has fired. */
  readonly fired: number
}

/** What a request shows of itself. */
export interface FaultSubject {
  readonly surface: string | undefined
  readonly operation: string | undefined
  readonly method: string
  /** Path and query without a workspace prefix. */
  readonly path: string
}

type Placed = { -readonly [Member in keyof Fault]: Fault[Member] } & { readonly fits: Fits }
type Fits = (subject: FaultSubject) => boolean

/** The faults of a workspace, in the order they were added. */
export class Faults {
  readonly #placed = new Map<string, Placed>()
  readonly #chances: Ids
  readonly #limit: number
  #count = 0

  constructor(workspace: string, seed?: string, limit = Infinity) {
    this.#limit = limit
    // Apart from the workspace's own stream: a fault must not change which tokens are handed out.
    this.#chances = new Ids(`${workspace} faults`, seed)
  }

  /** Whether there is nothing to hold requests against. */
  get isEmpty(): boolean {
    return this.#placed.size === 0
  }

  /** Puts a fault in place. @throws UserError when there are as many as may be */
  add({ match, times, effect }: FaultRule): Fault {
    if (this.#placed.size >= this.#limit)
      throw new UserError(
        `There are ${this.#placed.size} faults in place already, as many as --fault-limit allows; take one away first.`,
      )
    const id = `f-${++this.#count}`
    const placed: Placed = {
      id,
      match,
      ...(times === undefined ? {} : { times }),
      effect,
      seen: 0,
      fired: 0,
      fits: fitting(match),
    }
    this.#placed.set(id, placed)
    return shown(placed)
  }

  list(): Fault[] {
    return [...this.#placed.values()].map(shown)
  }

  get(id: string): Fault | undefined {
    const placed = this.#placed.get(id)
    return placed && shown(placed)
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    return this.#placed.delete(id)
  }

  /** Takes all faults away; ids and chances begin anew. */
  clear(): void {
    this.#placed.clear()
    this.#chances.reset()
    this.#count = 0
  }

  /**
   * Holds a request against the faults. Every delay that fires is acted out, and after them the first fault of another
   * kind; those behind it are not held against this request at all.
   *
   * @param can whether an effect means anything for this request
   */
  draw(subject: FaultSubject, can: (effect: FaultEffect) => boolean): Fault[] {
    const drawn: Fault[] = []
    for (const placed of this.#placed.values()) {
      if (!placed.fits(subject) || !can(placed.effect)) continue
      placed.seen++
      if (!this.#fires(placed)) continue
      placed.fired++
      drawn.push(shown(placed))
      if (placed.effect.type !== 'delay') break
    }
    return drawn
  }

  #fires({ match: { nth, probability }, times, seen, fired }: Placed): boolean {
    if (times !== undefined && fired >= times) return false
    if (nth !== undefined && seen !== nth) return false
    return probability === undefined || this.#chances.bytes(4).readUInt32BE() / 2 ** 32 < probability
  }
}

function fitting({ surface, operation, method, path }: FaultMatch): Fits {
  const fitsPath = path === undefined ? undefined : pathMatcher(path)
  const wanted = method?.toUpperCase()
  return (subject) =>
    (surface === undefined || subject.surface === surface) &&
    (operation === undefined || subject.operation === operation) &&
    (wanted === undefined || subject.method === wanted) &&
    (fitsPath === undefined || fitsPath(subject.path))
}

function shown({ fits: _fits, ...fault }: Placed): Fault {
  return fault
}
