/** What an operation answers: with 200 success and refusals alike, and what the web server says before it. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import type { DocumentAnswer, Place } from '../../../kernel/surface/document.ts'
import type { PmpOperation } from '../operation.ts'
import { isPki } from './operations.ts'
import { harmful, pages, refusalsOf } from './refusals.ts'
import { answerOf, answersFile, refusalOf } from './schemas.ts'
import { seenAnswer, type Examples } from './seen.ts'

const JSON_TYPE = 'application/json'
const BYTES = 'application/octet-stream'
const FILE = { [BYTES]: { type: 'string', format: 'binary' } }

export function answersOf(operation: PmpOperation, place: Place, hasBody: boolean): DocumentAnswer[] {
  const bare = isPki(operation)
  const seen = seenAnswer(place, operation.id)
  const success: Examples = seen ? { success: seen } : {}
  const refusals = refusalsOf(operation)
  const answered = answersFile(operation)
    ? fileAnswer(refusalOf(operation), success, refusals)
    : jsonAnswer([answerOf(operation)], refusalOf(operation), { ...success, ...refusals })
  return [answered, ...pages(hasBody), harmful(bare)]
}

/** Success or refusal, told apart by `result.status`. */
export function jsonAnswer(
  successes: readonly Deferred[],
  refused: Deferred,
  examples: Examples,
): DocumentAnswer {
  return {
    status: 200,
    description: 'What was asked for, or a refusal: `result.status` tells which.',
    headers: NOT_STORED,
    content: { [JSON_TYPE]: eitherOf(successes, refused) },
    exampleObjects: { [JSON_TYPE]: examples },
  }
}

/** The same, where one of several operations answers a file. */
export function orFile(answer: DocumentAnswer, examples: Examples): DocumentAnswer {
  return {
    ...answer,
    content: { ...answer.content, ...FILE },
    exampleObjects: { ...answer.exampleObjects, [BYTES]: examples },
  }
}

function fileAnswer(refused: Deferred, success: Examples, refusals: Examples): DocumentAnswer {
  return {
    status: 200,
    description: 'The bytes of a file, or a refusal as JSON: the content type tells which.',
    headers: NOT_STORED,
    content: { ...FILE, [JSON_TYPE]: refused },
    exampleObjects: { [BYTES]: success, [JSON_TYPE]: refusals },
  }
}

const NOT_STORED = {
  'Cache-Control': {
    description: 'Answers are not to be kept.',
    schema: { type: 'string', const: 'no-store' },
  },
}

/** One answer of success and a refusal shut each other out; of several answers, more than one may fit. */
function eitherOf(successes: readonly Deferred[], refused: Deferred): Deferred {
  return deferred(() => {
    const all = [...successes.map((one) => one()), refused()]
    return successes.length === 1 ? z.xor(all) : z.union(all)
  })
}
