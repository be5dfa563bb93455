/**
 * Holds whatever the control plane answers, in any app of the test's process, against what the call declares: a member
 * that the schema does not know is as wrong as one that is not there.
 */
import { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import { afterEach } from 'vitest'
import type { ControlOperation, Outcome } from '../../src/control/operation.ts'
import { operations } from '../../src/control/operations/index.ts'

const faults: string[] = []

for (const operation of operations) {
  const { run } = operation
  Object.assign(operation, {
    run: (...given: Parameters<typeof run>) => {
      const outcome = run(...given)
      return outcome instanceof Promise
        ? outcome.then((settled) => check(operation, settled))
        : check(operation, outcome)
    },
  })
}

afterEach(() => {
  const found = faults.splice(0)
  if (found.length > 0) throw new Error(`The control plane does not declare these:\n${found.join('\n')}`)
})

function check(operation: ControlOperation, outcome: Outcome): Outcome {
  const fault = faultOf(operation, outcome)
  if (fault !== undefined) faults.push(`${operation.id}: ${fault}`)
  return outcome
}

function faultOf({ answers }: ControlOperation, { status, value }: Outcome): string | undefined {
  const schema = answers[status]
  if (!schema) return `the status ${status}`
  // A stream is read by whoever has asked for it.
  const sent: unknown = value instanceof Readable ? '' : JSON.parse(JSON.stringify(value))
  const result = schema().safeParse(sent)
  if (!result.success)
    return result.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; ')
  return isDeepStrictEqual(result.data, sent) ? undefined : `more than it knows of: ${JSON.stringify(sent)}`
}
