/** What an operation is: declared once, and served by every front that has a door to it. */
import type { z } from 'zod'
import type { Evidence, Operation } from '../../kernel/surface/operation.ts'
import type { Call, Target } from './call.ts'
import type { Outcome } from './envelope.ts'
import { PmpError, REST_2014 } from './errors.ts'
import { readInputData, type InputDataSource } from './wire/input-data.ts'
import type { LenientObject, LenientValue } from './wire/tokener.ts'

export interface PmpOperation {
  /** Id in the journal and the coverage table. */
  readonly id: string
  /** `name` in the answer. */
  readonly name: string
  readonly summary: string
  readonly source: string
  readonly evidence: Evidence
  /** The answer holds a secret that no member's name tells: a file, or a word of the message. */
  readonly secretAnswer?: true
  /** What INPUT_DATA may hold; without it the operation never looks. */
  readonly input?: z.ZodType | undefined
  /** Fields that must be there, and those that only the 2014 page calls mandatory. */
  readonly mandatory?: readonly string[] | undefined
  readonly mandatoryIn2014?: readonly string[] | undefined
  /** What the schema makes of no INPUT_DATA at all, where that is known beforehand. */
  readonly withoutInput?: unknown
  /** Does it. @throws PmpError when it is refused */
  run(call: Call, target: Target, input: unknown): Outcome
}

interface Definition<Input extends z.ZodType> extends Omit<PmpOperation, 'run' | 'input' | 'withoutInput'> {
  readonly withoutInput?: z.output<Input>
  readonly input?: Input
  run(call: Call, target: Target, input: z.output<Input>): Outcome
}

/** Declares an operation; `run` receives what its schema makes of INPUT_DATA. */
export function operation<Input extends z.ZodType>(definition: Definition<Input>): PmpOperation {
  return definition
}

/** What a route tells the journal and the coverage table of its operation. */
export function declared({ id, summary, source, evidence, secretAnswer }: PmpOperation): Operation {
  return { id, summary, source, evidence, ...(secretAnswer && { secretAnswer }) }
}

/** Reads INPUT_DATA for an operation. @throws PmpError when it cannot be read, or lacks a field, or holds a wrong one */
export function readInput(call: Call, operation: PmpOperation, source: InputDataSource): unknown {
  if (!operation.input) return undefined
  const details = readDetails(call, source)
  if (details === undefined && operation.withoutInput !== undefined) return operation.withoutInput
  return checkInput(call, operation, details ?? {}, details === undefined)
}

/** The members of INPUT_DATA; undefined when it did not come. @throws PmpError when it cannot be read */
export function readDetails({ world }: Call, source: InputDataSource): LenientObject | undefined {
  const found = readInputData(source, world.settings)
  if (!found.ok && found.failure === 'malformed') {
    throw new PmpError(
      'input.malformed',
      `INPUT_DATA cannot be read: ${found.message.replace(/\.$/, '')}. It must look like {"operation":{"Details":{…}}}.`,
      `${REST_2014}, "Input Data" of each operation; the answer is our reading`,
    )
  }
  return found.ok ? found.details : undefined
}

/** Holds the members of INPUT_DATA against an operation's schema. */
export function checkInput(
  call: Call,
  operation: PmpOperation,
  details: LenientObject,
  isAbsent = false,
): unknown {
  requireFields(operation.mandatory, details, isAbsent)
  if (call.edition.strictFields) requireFields(operation.mandatoryIn2014, details, isAbsent)
  return parseFields(operation.input!, details, operation.source)
}

/** What a schema makes of the members of INPUT_DATA. @throws PmpError when one is not what it must be */
export function parseFields<Input extends z.ZodType>(
  schema: Input,
  details: LenientObject,
  source: string,
): z.output<Input> {
  const result = schema.safeParse(details)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new PmpError(
    'input.invalid',
    `INPUT_DATA at "${issue?.path.map(String).join('.') ?? ''}": ${issue?.message ?? 'not what is expected'}.`,
    source,
  )
}

/**
 * An empty PASSWORD counts as given: client C12 sends one. Blanks alone can be a password, but no name, and a list of
 * nothing is none.
 */
function requireFields(
  fields: readonly string[] | undefined,
  details: LenientObject,
  isAbsent: boolean,
): void {
  for (const field of fields ?? []) {
    const value = details[field]
    if (value !== undefined && value !== null && !isEmpty(field, value)) continue
    throw new PmpError(
      'input.field-missing',
      isAbsent
        ? `No INPUT_DATA came, and this operation needs "${field}" in it: send INPUT_DATA={"operation":{"Details":{…}}} ` +
            'in the query or as the body (the knob "pmp.acceptBareJson" takes JSON without "INPUT_DATA=" too).'
        : `INPUT_DATA lacks "${field}", which this operation cannot do without.`,
      REST_2014,
    )
  }
}

function isEmpty(field: string, value: LenientValue): boolean {
  if (field === 'PASSWORD') return false
  if (Array.isArray(value)) return value.length === 0
  return value === '' || (field.endsWith('NAME') && typeof value === 'string' && value.trim() === '')
}
