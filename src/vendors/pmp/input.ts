/** What an operation is told: the members of INPUT_DATA, held against its declaration. */
import type { Deferred, OutputOf } from '../../kernel/schema.ts'
import type { Call, Target } from './call.ts'
import { INTERACTIVE, PmpError, REST_2014 } from './errors.ts'
import type { ClosedOperation } from './operation.ts'
import { present } from './operations/present.ts'
import { target } from './schemas/interactive.ts'
import { plainReaderOf, UNSURE } from './schemas/plain-readers.ts'
import { inputSource } from './wire/body.ts'
import { readInputData, readListedInputData } from './wire/input-data.ts'
import type { LenientObject, LenientValue } from './wire/tokener.ts'

/** What `operation.Details` holds. */
type Details = LenientObject | readonly LenientValue[]

/** Reads INPUT_DATA for an operation. @throws PmpError when it cannot be read, or lacks a field, or holds a wrong one */
export function readInput(call: Call, operation: ClosedOperation): unknown {
  if (!operation.input) return undefined
  const details = readDetails(call, operation)
  if (details === undefined && operation.withoutInput !== undefined) return operation.withoutInput
  return checkInput(call, operation, operation.input, details)
}

/**
 * Reads INPUT_DATA that tells what the operation is about, too, as in the interactive API.
 *
 * @throws PmpError when it cannot be read, or lacks a field, or holds a wrong one
 */
export function readTargetAndInput(
  call: Call,
  operation: ClosedOperation,
): { readonly target: Target; readonly input: unknown } {
  const details = readDetails(call, operation) ?? {}
  const named = parseFields(target, isList(details) ? {} : details, INTERACTIVE)
  const lacking = operation.needs?.find((name) => named[name] === undefined)
  if (lacking !== undefined) {
    throw new PmpError(
      'input.field-missing',
      `INPUT_DATA lacks "${lacking}", which tells what this operation is about.`,
      INTERACTIVE,
    )
  }
  const input = operation.input && checkInput(call, operation, operation.input, details)
  return { target: targetOf(call, named), input }
}

/** The members of INPUT_DATA; undefined when it did not come. @throws PmpError when it cannot be read */
function readDetails({ world, query, body }: Call, { takesList }: ClosedOperation): Details | undefined {
  if (query === '' && body.content === undefined) return undefined
  const read = takesList ? readListedInputData : readInputData
  const found = read(inputSource(body, query), world.settings)
  if (!found.ok && found.failure === 'malformed') {
    throw new PmpError(
      'input.malformed',
      `INPUT_DATA cannot be read: ${found.message.replace(/\.$/, '')}. It must look like {"operation":{"Details":{…}}}.`,
      `${REST_2014}, "Input Data" of each operation; the answer is our reading`,
    )
  }
  return found.ok ? found.details : undefined
}

function isList(details: Details): details is readonly LenientValue[] {
  return Array.isArray(details)
}

function checkInput(
  call: Call,
  operation: ClosedOperation,
  input: Deferred,
  details: Details | undefined,
): unknown {
  requireFields(operation.mandatory, details)
  if (!call.edition.fillsIn) requireFields(operation.mandatoryBeforePam360, details)
  if (call.edition.strictFields) requireFields(operation.mandatoryIn2014, details)
  return parseFields(input, details ?? {}, operation.source)
}

/** What a schema makes of the members of INPUT_DATA. @throws PmpError when one is not what it must be */
function parseFields<Input extends Deferred>(
  schema: Input,
  details: Details,
  source: string,
): OutputOf<Input> {
  const built = schema()
  const plain = plainReaderOf(built)?.(details) ?? UNSURE
  if (plain !== UNSURE) return plain as OutputOf<Input>
  const result = built.safeParse(details)
  if (result.success) return result.data as OutputOf<Input>
  const [issue] = result.error.issues
  throw new PmpError(
    'input.invalid',
    `INPUT_DATA at "${issue?.path.map(String).join('.') ?? ''}": ${issue?.message ?? 'not what is expected'}.`,
    source,
  )
}

/**
 * An empty PASSWORD and an empty RESOURCETYPE count as given: clients C12 and C2 send them. Blanks alone can be a
 * password, but no name, and a list of nothing is none.
 */
function requireFields(fields: readonly string[] = [], details: Details | undefined): void {
  for (const field of fields) {
    const value = details && !isList(details) ? details[field] : undefined
    if (value !== undefined && value !== null && !isEmpty(field, value)) continue
    throw new PmpError(
      'input.field-missing',
      details
        ? `INPUT_DATA lacks "${field}", which this operation cannot do without.`
        : `No INPUT_DATA came, and this operation needs "${field}" in it: send INPUT_DATA={"operation":{"Details":{…}}} ` +
            'in the query or as the body (the knob "pmp.acceptBareJson" takes JSON without "INPUT_DATA=" too).',
      REST_2014,
    )
  }
}

function isEmpty(field: string, value: LenientValue): boolean {
  if (field === 'PASSWORD' || field === 'RESOURCETYPE') return false
  if (Array.isArray(value)) return value.length === 0
  return value === '' || (field.endsWith('NAME') && typeof value === 'string' && value.trim() === '')
}

/** A password is named by itself here, and its resource does not matter. */
function targetOf({ world }: Call, input: OutputOf<typeof target>): Target {
  const { accounts } = world.tables
  const { PASSWDID: passwordId } = input
  const ofPassword = passwordId === undefined ? undefined : accounts.first('password', passwordId)?.id
  const accountId = ofPassword ?? passwordId ?? input.ACCOUNTID
  return {
    ...(accountId === undefined ? present({ resourceId: input.RESOURCEID }) : { accountId }),
    ...present({ userId: input.REQUESTEDID, groupId: input.GROUPID }),
  }
}
