/**
 * Faults as data: which requests something goes wrong for, and what. Acting them out is fault-actor.ts's work, so that a
 * file, the control plane and the library can all carry the same fault.
 */
import { UserError, type Reason } from '../errors.ts'
import { Ids } from '../world/ids.ts'
import { compileMatch, type CompiledMatch, type RequestMatch, type Subject } from '../match/match.ts'
import type { Message } from '../match/message.ts'
import type { RuleName, VendorFaultName } from '../names.ts'

/** Which requests a fault is for; every member that is given must hold. */
export interface FaultMatch extends RequestMatch {
  /** Only the n-th request that the members above hold for, counted from 1 and from the fault's creation. */
  readonly nth?: number | undefined
  /** Only those that come after so many of them. */
  readonly after?: number | undefined
  /** Only so likely, from 0 to 1; drawn from a stream of its own that `--seed` makes reproducible. */
  readonly probability?: number | undefined
}

/** What goes wrong. */
export type FaultEffect =
  /** The request waits before anything looks at it. */
  | { readonly type: 'delay'; readonly ms: number }
  /** An answer in place of the product's; the product never sees the request. */
  | {
      readonly type: 'status'
      readonly status: number
      /** Such as `retry-after`, `location`; a list is sent as several lines. */
      readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined
      readonly body?: unknown
    }
  /** The product's own refusal by a rule of its catalogue, as if the rule had been met. */
  | {
      readonly type: 'refuse'
      readonly rule: RuleName
      /** Values for the places of the product's words, where it tells some. */
      readonly facts?: Readonly<Record<string, string>> | undefined
    }
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
  | { readonly type: 'vendor'; readonly name: VendorFaultName }
  /** Nothing goes wrong this time; for one of several `effects`. */
  | { readonly type: 'pass' }

interface FaultTerms {
  readonly match: FaultMatch
  /** How often it fires at most; without end by default, or with `effects` once for each. */
  readonly times?: number | undefined
  /** The moment of the workspace's clock from which it fires no more, ISO 8601. */
  readonly until?: string | undefined
}

/** A fault: always the same effect, or several in turn. */
export type FaultRule = FaultTerms &
  (
    | { readonly effect: FaultEffect; readonly effects?: undefined }
    | {
        /** One for each time that it fires; after the last it begins again, if `times` lets it. */
        readonly effects: readonly FaultEffect[]
        readonly effect?: undefined
      }
  )

/** A fault in place. */
export type Fault = FaultRule & {
  readonly id: string
  /** How many requests it has been held against that fitted its match, but for `nth`, `after` and `probability`. */
  readonly seen: number
  /** How often it has fired. */
  readonly fired: number
}

/** What a product refuses by a rule; what its words need is in `facts`. */
export interface Refusal {
  /** Of the error that carries the reason, where one is known to. */
  readonly code?: string | undefined
  /** The catalogue's entry that says it, where a code has several. */
  readonly text?: string | undefined
  readonly reason: Reason
  readonly facts: Readonly<Record<string, string>>
}

/** A fault that fires for a request. */
export interface Drawn {
  readonly id: string
  readonly effect: FaultEffect
  /** What an effect of `refuse` comes to. */
  readonly refusal: Refusal | undefined
}

interface Placed {
  readonly id: string
  readonly rule: FaultRule
  readonly effects: readonly FaultEffect[]
  readonly times: number
  readonly until: number
  readonly refusals: ReadonlyMap<string, Refusal>
  readonly compiled: CompiledMatch
  seen: number
  fired: number
}

/** The faults of a workspace, in the order they were added. */
export class Faults {
  readonly #placed = new Map<string, Placed>()
  readonly #chances: Ids
  readonly #workspace: string
  readonly #limit: number
  #count = 0

  constructor(workspace: string, seed?: string, limit = Infinity) {
    this.#workspace = workspace
    this.#limit = limit
    // Apart from the workspace's own stream: a fault must not change which tokens are handed out.
    this.#chances = new Ids(`${workspace} faults`, seed)
  }

  /** Whether there is nothing to hold requests against. */
  get isEmpty(): boolean {
    return this.#placed.size === 0
  }

  /** Whether one of them asks something of bodies. */
  get needBodies(): boolean {
    for (const { compiled } of this.#placed.values()) if (compiled.needsBody) return true
    return false
  }

  /**
   * Puts a fault in place.
   *
   * @param refusals what its effects of `refuse` come to, by rule
   * @throws UserError when there are as many as may be
   */
  add(rule: FaultRule, refusals: ReadonlyMap<string, Refusal> = new Map()): Fault {
    if (this.#placed.size >= this.#limit)
      throw new UserError(
        `There are ${this.#placed.size} faults in place already, as many as --fault-limit allows; take one away first.`,
      )
    const id = `f-${++this.#count}`
    const effects = rule.effects ?? [rule.effect]
    const placed: Placed = {
      id,
      rule,
      effects,
      times: rule.times ?? (rule.effects ? effects.length : Infinity),
      until: rule.until === undefined ? Infinity : Date.parse(rule.until),
      refusals,
      compiled: compileMatch(rule.match, `/w/${this.#workspace}/`),
      seen: 0,
      fired: 0,
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

  /** Whether there is or was a fault of that id, since all began anew. */
  hasPlaced(id: string): boolean {
    const [, number] = /^f-([1-9]\d*)$/.exec(id) ?? []
    return number !== undefined && Number(number) <= this.#count
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
   * @param now what the workspace's clock shows
   * @param can whether an effect means anything for this request
   */
  draw(
    subject: Subject,
    message: () => Message,
    now: number,
    can: (effect: FaultEffect) => boolean,
  ): Drawn[] {
    const drawn: Drawn[] = []
    for (const placed of this.#placed.values()) {
      const effect = placed.effects[placed.fired % placed.effects.length]!
      if (now >= placed.until || !placed.compiled.fits(subject, message) || !can(effect)) continue
      placed.seen++
      if (!this.#fires(placed)) continue
      placed.fired++
      if (effect.type === 'pass') continue
      const refusal = effect.type === 'refuse' ? placed.refusals.get(effect.rule) : undefined
      drawn.push({ id: placed.id, effect, refusal })
      if (effect.type !== 'delay') break
    }
    return drawn
  }

  #fires({ rule: { match }, times, seen, fired }: Placed): boolean {
    const { nth, after = 0, probability } = match
    if (fired >= times || seen <= after) return false
    if (nth !== undefined && seen - after !== nth) return false
    return probability === undefined || this.#chances.bytes(4).readUInt32BE() / 2 ** 32 < probability
  }
}

function shown({ id, rule, seen, fired }: Placed): Fault {
  return { id, ...rule, seen, fired }
}
