/** Envelopes and INPUT_DATA of each operation, as components with names of their own. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import type { ClosedOperation, PmpOperation } from '../operation.ts'
import { file, nothing } from '../schemas/answers/fields.ts'
import { inputData, inputWithTarget } from '../schemas/input-data.ts'
import { typeName } from './names.ts'
import { isPki } from './operations.ts'

const success = deferred(() =>
  z
    .strictObject({
      message: z.string(),
      status: z.enum(['Success', 'true']).meta({ description: 'A few later operations say "true"' }),
      statusCode: z.int().optional().meta({ description: 'With a few later operations alone' }),
    })
    .meta({ id: 'PmpSuccess' }),
)

const failed = deferred(() =>
  z.strictObject({ message: z.string(), status: z.literal('Failed') }).meta({ id: 'PmpFailed' }),
)

const name = deferred(() =>
  z.string().meta({ description: 'What was asked for, in the words of the product' }),
)

const failureMembers = (): z.ZodObject => z.strictObject({ result: failed(), name: name() })

/** Beside a few refusals, what a client goes on with: a captcha to show, or why a ticket was not taken. */
const aside = deferred(() =>
  z
    .strictObject({
      CAPTCHAID: z.string().optional(),
      SHOWCAPTCHA: z.literal('true').optional(),
      STATUSCODE: z.int().optional(),
    })
    .meta({ id: 'PmpFailureDetails' }),
)

/** A refusal of the REST and the interactive API. */
export const failure = deferred(() =>
  z.strictObject({ operation: failureMembers() }).meta({ id: 'PmpFailure' }),
)

const failureWithDetails = deferred(() =>
  z
    .strictObject({ operation: failureMembers().extend({ Details: aside().optional() }) })
    .meta({ id: 'PmpFailureWithDetails' }),
)

/** A refusal of the PKI API. */
export const bareFailure = deferred(() => failureMembers().meta({ id: 'PmpPkiFailure' }))

/** How an operation refuses. */
export function refusalOf(operation: PmpOperation): Deferred {
  if (isPki(operation)) return bareFailure
  return operation.refusalDetails ? failureWithDetails : failure
}

/** An answer that says nothing but how it went. */
export const done = deferred(() =>
  z.strictObject({ operation: z.strictObject({ result: success(), name: name() }) }).meta({ id: 'PmpDone' }),
)

const bareDone = deferred(() =>
  z.strictObject({ result: success(), name: name() }).meta({ id: 'PmpPkiDone' }),
)

const answers = new Map<string, Deferred>()
const inputs = new Map<string, Deferred>()

/** Whether it answers with bytes. */
export function answersFile({ answer }: PmpOperation): boolean {
  return answer === file
}

/** The whole answer of success. */
export function answerOf(operation: PmpOperation): Deferred {
  const bare = isPki(operation)
  const { answer } = operation
  if (answer === undefined || answer === nothing) return bare ? bareDone : done
  return once(answers, answerName(operation), (id) => {
    const members = (answer() as z.ZodObject).extend({ result: success(), name: name() })
    return (bare ? members : z.strictObject({ operation: members })).meta({ id })
  })
}

export function answerName(operation: PmpOperation): string {
  const { answer } = operation
  if (answer === undefined || answer === nothing) return isPki(operation) ? 'PmpPkiDone' : 'PmpDone'
  return `Pmp${typeName(operation)}Answer`
}

/** INPUT_DATA of an operation, where it reads any; in the interactive API with what it is about. */
export function inputOf(operation: ClosedOperation): Deferred | undefined {
  const { input, standsFor, needs = [], mandatory = [] } = operation
  const named = inputName(operation)
  if (named === undefined) return undefined
  const isAbout = standsFor !== undefined && needs.length > 0
  const details = isAbout ? inputWithTarget(input, needs) : input!
  const required = isAbout ? [...needs, ...mandatory] : mandatory
  return once(inputs, named, (id) => inputData(details, required).meta({ id }))
}

export function inputName(operation: ClosedOperation): string | undefined {
  const { input, standsFor, needs = [] } = operation
  if (standsFor && needs.length > 0) return `PmpInteractive${typeName(operation)}Input`
  return input && `Pmp${typeName(operation)}Input`
}

/** Whether it cannot do without INPUT_DATA. */
export function needsInput({ standsFor, needs = [], mandatory = [] }: ClosedOperation): boolean {
  return mandatory.length > 0 || (standsFor !== undefined && needs.length > 0)
}

/** A schema with a name must be the same one wherever it is asked for. */
function once(known: Map<string, Deferred>, id: string, build: (id: string) => z.ZodType): Deferred {
  const found = known.get(id) ?? deferred(() => build(id))
  known.set(id, found)
  return found
}
