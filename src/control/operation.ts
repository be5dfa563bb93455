/** What a call of the control plane is: declared once, free of HTTP. Its path and its OpenAPI document come from this. */
import type { z } from 'zod'
import type { Deferred, OutputOf } from '../kernel/schema.ts'
import type { Declaration } from '../kernel/surface/operation.ts'
import type { Call } from './call.ts'

/** What it answers, by the status that says so. They describe, and tests hold answers against them. */
export type Answers = Readonly<Record<number, Deferred>>

/** An answer, as plain data. */
export interface Outcome {
  readonly status: number
  /** What is answered as JSON; or the text itself, where the declaration names another media type. */
  readonly value: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What came in, as the schemas have made it. */
export interface Input<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
}

export interface ControlOperation extends Omit<Declaration, 'answer' | 'refusals'> {
  readonly answers: Answers
  /** The media type of what is answered, where that is no JSON. */
  readonly media?: string
  /** The media type in which it answers the same as text, where that is asked for. */
  readonly textMedia?: string
  /** It tells nothing worth a token, and who probes by it may have none to send and know no name but an address. */
  readonly isProbe?: true
  /** It holds nothing that a token protects: the console itself, which asks for the token by and by. */
  readonly isPublic?: true
  /** Does it. @throws ControlError, or a UserError of the kernel, when it is refused */
  run(call: Call, input: Input): Outcome | Promise<Outcome>
}

type OutcomeOf<Said extends Answers> = {
  [Status in keyof Said & number]: Outcome & {
    readonly status: Status
    readonly value: z.input<ReturnType<Said[Status]>>
  }
}[keyof Said & number]

interface Definition<
  Said extends Answers,
  Params extends Deferred,
  Query extends Deferred,
  Body extends Deferred,
> extends Pick<
  ControlOperation,
  'id' | 'route' | 'summary' | 'media' | 'textMedia' | 'isProbe' | 'isPublic'
> {
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answers: Said
  run(
    call: Call,
    input: Input<OutputOf<Params>, OutputOf<Query>, OutputOf<Body>>,
  ): OutcomeOf<Said> | Promise<OutcomeOf<Said>>
}

/** Declares a call; `run` receives what its schemas make of the request, and answers what its schemas allow. */
export function operation<
  Said extends Answers,
  Params extends Deferred = Deferred,
  Query extends Deferred = Deferred,
  Body extends Deferred = Deferred,
>(definition: Definition<Said, Params, Query, Body>): ControlOperation {
  return { ...definition, source: 'docs/control-plane.md', evidence: 'documented' }
}

export function ok<Value>(value: Value): { status: 200; value: Value } {
  return { status: 200, value }
}

export function created<Value>(
  value: Value,
  headers: Readonly<Record<string, string>> = {},
): { status: 201; value: Value; headers: Readonly<Record<string, string>> } {
  return { status: 201, value, headers }
}

/** Done, and nothing to say. */
export const DONE = Object.freeze({ status: 204, value: null })
