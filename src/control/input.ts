/** What a request says, as the schemas of its call make it; and which field is wrong when they cannot. */
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Params } from '../kernel/http/path-table.ts'
import type { Deferred } from '../kernel/schema.ts'
import { ControlError, type FieldFault } from './errors.ts'
import type { ControlOperation, Input } from './operation.ts'

/** @throws ControlError that names each field that is wrong, in the first part of the request that is */
export function readInput(
  { params, query, body }: ControlOperation,
  given: Params,
  request: FastifyRequest,
): Input {
  return {
    params: read('params', params, given),
    // No body at all is taken for null.
    body: read('body', body, request.body ?? null),
    query: read('query', query, request.query),
  }
}

function read(part: string, schema: Deferred | undefined, given: unknown): unknown {
  if (!schema) return given
  const result = schema().safeParse(given)
  if (result.success) return result.data
  const errors = result.error.issues.flatMap((issue) => faultsOf(part, issue))
  const [first] = errors
  throw new ControlError(400, `"${first?.field}": ${first?.message}.`, { errors })
}

function faultsOf(part: string, issue: z.core.$ZodIssue): FieldFault[] {
  const steps = issue.path.join('/').split('/')
  const place = [part, ...steps.filter((step) => step !== '')].join('.')
  // A member that nobody knows is reported with the object it stands in; people look for its own name.
  if ('keys' in issue && Array.isArray(issue.keys))
    return issue.keys.map((key) => ({ field: `${place}.${key}`, message: 'is not known here' }))
  return [{ field: place, message: sentence(issue.message) }]
}

/** zod says "Invalid input: expected number, received string". */
function sentence(message: string): string {
  return message.replace(/^(?:Invalid input|Too small|Too big|Invalid option): /, '')
}
