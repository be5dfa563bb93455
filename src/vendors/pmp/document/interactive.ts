/** The operations of the interactive API that are asked for by OPERATION_NAME, as the one that OpenAPI can tell. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import type {
  DocumentAnswer,
  DocumentBody,
  DocumentParameter,
  Place,
} from '../../../kernel/surface/document.ts'
import type { PmpOperation } from '../operation.ts'
import { jsonAnswer, orFile } from './answers.ts'
import { inputBody, inQuery, ORGANIZATION } from './input.ts'
import { schemaAt } from './names.ts'
import { callersRefused, harmful, pages, refusalsOf } from './refusals.ts'
import { answerName, answerOf, answersFile, done, failure, inputName, inputOf } from './schemas.ts'
import { seenAnswer, seenInput, type Examples, type Shown } from './seen.ts'

export type NamedOperations = Readonly<Record<string, PmpOperation>>

export function namedParameters(named: NamedOperations, place: Place): DocumentParameter[] {
  const names = Object.keys(named)
  const input = deferred(() => z.union(inputsOf(named).map((one) => one())))
  return [
    {
      name: 'OPERATION_NAME',
      in: 'query',
      required: true,
      description: 'What to do; `x-pam-mock-operations` tells what each name takes and answers.',
      schema: { type: 'string', enum: names },
      examples: Object.fromEntries(names.map((name) => [name, { value: name }])),
    },
    inQuery(input, false, place.method === 'GET', sentOf(named, place)),
    ORGANIZATION,
  ]
}

export function namedBody(named: NamedOperations, place: Place): DocumentBody | undefined {
  return place.method === 'POST' ? inputBody(inputsOf(named), false, sentOf(named, place)) : undefined
}

export function namedAnswers(named: NamedOperations, place: Place): DocumentAnswer[] {
  const all = Object.entries(named)
  const inJson = all.filter(([, operation]) => !answersFile(operation))
  const files = all.filter(([, operation]) => answersFile(operation))
  // The answer that says least fits all others for a client that passes over what it does not know: it comes last.
  const successes = new Set(
    inJson
      .map(([, operation]) => answerOf(operation))
      .toSorted((a, b) => Number(a === done) - Number(b === done)),
  )
  const answered = jsonAnswer([...successes], failure, {
    ...seenOf(inJson, place),
    ...callersRefused(false),
    ...Object.fromEntries(all.flatMap(([name, operation]) => ownRefusals(name, operation))),
  })
  const withFiles = files.length > 0 ? orFile(answered, seenOf(files, place)) : answered
  return [{ ...withFiles, id: 'InteractiveAnswer' }, ...pages(place.method === 'POST'), harmful(false)]
}

function seenOf(operations: readonly (readonly [string, PmpOperation])[], place: Place): Examples {
  return Object.fromEntries(
    operations.flatMap(([name, operation]) => {
      const seen = seenAnswer(place, seenId(name, operation))
      return seen ? [[name, seen] as const] : []
    }),
  )
}

/** What each name stands for, what it takes and what it answers. */
export function namedOperations(named: NamedOperations): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(named).map(([name, operation]) => {
      const input = operation.isOpen ? undefined : inputName(operation)
      return [
        name,
        {
          summary: operation.summary,
          ...(input !== undefined && { input: schemaAt(input) }),
          ...(!answersFile(operation) && { answer: schemaAt(answerName(operation)) }),
          refusals: Object.keys(refusalsOf(operation)),
          'x-pam-mock-operation': operation.id,
          'x-pam-mock-evidence': operation.evidence,
          'x-pam-mock-source': operation.source,
        },
      ]
    }),
  )
}

function inputsOf(named: NamedOperations): Deferred[] {
  const inputs = Object.values(named).map((operation) => (operation.isOpen ? undefined : inputOf(operation)))
  return [...new Set(inputs.filter((input) => input !== undefined))]
}

function sentOf(named: NamedOperations, place: Place): Readonly<Record<string, Shown>> {
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, operation]) => {
      const input = operation.isOpen ? undefined : inputOf(operation)
      const seen = input && seenInput(place, seenId(name, operation), input)
      return seen ? [[name, seen]] : []
    }),
  )
}

/** Refusals in the name of an operation, those of callers left out. */
function ownRefusals(name: string, operation: PmpOperation): [string, Examples[string]][] {
  return Object.entries(refusalsOf(operation)).flatMap(([code, example]) =>
    'value' in example ? [[`${name}.${code}`, example]] : [],
  )
}

function seenId(name: string, { id }: PmpOperation): string {
  return `${id} ${name}`
}
