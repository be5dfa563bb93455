/** What a request says, as the schemas of its call make it; and which field is wrong when they cannot. */
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Params } from '../kernel/http/path-table.ts'
import type { Deferred, OutputOf } from '../kernel/schema.ts'
import { didYouMean } from '../kernel/nearest.ts'
import { ControlError, type FieldFault } from './errors.ts'
import { knownAt } from '../kernel/known-members.ts'
import type { ControlOperation, Input } from './operation.ts'

/** @throws ControlError that names each field that is wrong, in the first part of the request that is */
export function readInput(
  { params, query, body }: ControlOperation,
  given: Params,
  request: FastifyRequest,
): Input {
  return {
    params: readPart('params', params, given),
    // No body at all is taken for null.
    body: readPart('body', body, request.body ?? null),
    query: readPart('query', query, request.query),
  }
}

/** @throws ControlError that names each field that is wrong */
export function readPart<Schema extends Deferred>(
  part: string,
  schema: Schema | undefined,
  given: unknown,
): OutputOf<Schema> {
  if (!schema) return given as OutputOf<Schema>
  const result = schema().safeParse(given)
  if (result.success) return result.data as OutputOf<Schema>
  // A slip in a name says more than that the name is missing.
  const isSlip = ({ code }: z.core.$ZodIssue): boolean => code === 'unrecognized_keys'
  const { issues: all } = result.error
  const issues = [...all.filter(isSlip), ...all.filter((one) => !isSlip(one))].slice(0, MOST_TOLD)
  const errors = issues.flatMap((issue) => faultsOf(part, { schema: schema(), given }, issue))
  const [first] = errors
  throw new ControlError(400, `"${first?.field}": ${first?.message}.`, { errors })
}

/** To word a fault takes longer than to find it, and nobody reads on. */
const MOST_TOLD = 20

interface Read {
  readonly schema: z.ZodType
  readonly given: unknown
}

function faultsOf(part: string, read: Read, issue: z.core.$ZodIssue): FieldFault[] {
  const { path } = issue
  const given = valueAt(read.given, path)
  // A member that nobody knows is reported with the object it stands in; people look for its own name.
  if ('keys' in issue && Array.isArray(issue.keys))
    return issue.keys.map((key: string) => unknownMember(part, read, path, key))
  // Of alternatives that none fits, the one that was meant says what is wrong with it.
  if (issue.code === 'invalid_union' && isObject(given)) {
    const { members } = knownAt(read.schema, path)
    const unknown = Object.keys(given).filter((key) => members.length > 0 && !members.includes(key))
    if (unknown.length > 0) return unknown.map((key) => unknownMember(part, read, path, key))
    const meant = issue.errors.find((inner) =>
      inner.every((one) => one.path.length > 0 && !isMissing(given, one)),
    )
    if (meant && meant.length > 0)
      return meant.flatMap((one) => faultsOf(part, read, { ...one, path: [...path, ...one.path] }))
  }
  const near = typeof given === 'string' ? didYouMean(given, knownAt(read.schema, path).words) : ''
  return [{ field: placeOf(part, path), message: sentence(issue.message) + near }]
}

function unknownMember(
  part: string,
  { schema }: Read,
  path: readonly PropertyKey[],
  key: string,
): FieldFault {
  const { members } = knownAt(schema, path)
  const below = members.find((one) => knownAt(schema, [...path, one]).members.includes(key))
  const hint = below === undefined ? didYouMean(key, members) : `; put it under "${below}"`
  return { field: `${placeOf(part, path)}.${key}`, message: `is not known here${hint}` }
}

function placeOf(part: string, path: readonly PropertyKey[]): string {
  const steps = path.map(String).join('/').split('/')
  return [part, ...steps.filter((step) => step !== '')].join('.')
}

function isMissing(given: object, { path: [name] }: z.core.$ZodIssue): boolean {
  return name !== undefined && !Object.hasOwn(given, name)
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given
  for (const step of path) value = isObject(value) ? (value as Record<PropertyKey, unknown>)[step] : undefined
  return value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** zod says "Invalid input: expected number, received string". */
function sentence(message: string): string {
  return message.replace(/^(?:Invalid input|Too small|Too big|Invalid option): /, '')
}
