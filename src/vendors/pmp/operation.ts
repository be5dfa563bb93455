/** What an operation is: declared once, free of HTTP, and served at each of its routes. */
import type { Deferred, OutputOf } from '../../kernel/schema.ts'
import type { Declaration, Route } from '../../kernel/surface/operation.ts'
import type { Call, Visit } from './call.ts'
import type { Outcome } from './envelope.ts'
import type { PmpErrorCode } from './errors.ts'
import { inputInBody, inputInQuery } from './schemas/input-data.ts'
import type { TargetField } from './schemas/interactive.ts'
import { paramsOf } from './schemas/params.ts'

interface Declared extends Declaration<PmpErrorCode> {
  /** `name` in the answer. */
  readonly name: string
  /** Whether some of its refusals hold `Details`, for a client to go on with. */
  readonly refusalDetails?: true
  /** For the journal, when a method comes that its path does not take. */
  readonly hint?: string
}

/** An operation that asks for no token. */
export interface OpenOperation extends Declared {
  readonly isOpen: true
  run(visit: Visit): Outcome
}

/** An operation for known callers. */
export interface ClosedOperation extends Declared {
  readonly isOpen: false
  /** What INPUT_DATA may hold; without it the operation never looks. */
  readonly input?: Deferred | undefined
  /** Fields that must be there, those that PAM360 alone does without, and those that only the 2014 page calls mandatory. */
  readonly mandatory?: readonly string[] | undefined
  readonly mandatoryBeforePam360?: readonly string[] | undefined
  readonly mandatoryIn2014?: readonly string[] | undefined
  /** Whether Details may be a list as well as one object. */
  readonly takesList?: true
  /** What the schema makes of no INPUT_DATA at all, where that is known beforehand. */
  readonly withoutInput?: unknown
  /** The members of INPUT_DATA that tell what it is about, where no path does: in the interactive API. */
  readonly needs?: readonly TargetField[]
  /** Whose name this is, where an OPERATION_NAME leads to it: then INPUT_DATA tells what it is about. */
  readonly standsFor?: ClosedOperation
  /** Does it. @throws PmpError when it is refused */
  run(call: Call, input: unknown): Outcome
}

export type PmpOperation = OpenOperation | ClosedOperation

/** How an operation is written down; the rest follows from it. */
interface Definition<Input extends Deferred> extends Omit<
  ClosedOperation,
  'isOpen' | 'standsFor' | 'params' | 'run' | 'input' | 'withoutInput'
> {
  readonly input?: Input
  readonly withoutInput?: OutputOf<Input>
  run(call: Call, input: OutputOf<Input>): Outcome
}

/** Declares an operation; `run` receives what its schema makes of INPUT_DATA. */
export function operation<Input extends Deferred>(definition: Definition<Input>): ClosedOperation {
  const { input, mandatory, route } = definition
  return {
    ...(input && { query: inputInQuery(input, mandatory), body: inputInBody(input, mandatory) }),
    ...paramsOf(route),
    ...definition,
    isOpen: false,
  }
}

/** Declares an operation that asks for no token. */
export function openOperation(definition: Omit<OpenOperation, 'isOpen'>): OpenOperation {
  return { ...definition, isOpen: true }
}

/** Where the interactive API serves the operation that an OPERATION_NAME stands for (`wire/urls.ts` makes its path). */
export function named(name: string): [Route, Route] {
  return [`POST /api/json/request/${name}`, `GET /api/json/request/${name}`]
}
