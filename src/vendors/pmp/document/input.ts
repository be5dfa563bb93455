/** What an operation takes: parameters, and bodies in each content type. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import type { DocumentBody, DocumentParameter, Place } from '../../../kernel/surface/document.ts'
import type { Declaration } from '../../../kernel/surface/operation.ts'
import type { ClosedOperation, PmpOperation } from '../operation.ts'
import { inputOf, needsInput } from './schemas.ts'
import { seenInput, seenParameter, seenParts, type Examples, type Shown } from './seen.ts'

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'

export const ORGANIZATION: DocumentParameter = {
  id: 'OrgName',
  name: 'ORGNAME',
  in: 'header',
  description: 'The organisation to work in, by its name; the caller’s own by default.',
  schema: { type: 'string' },
}

const PASSPHRASE: DocumentParameter = {
  id: 'Passphrase',
  name: 'PASSPHRASE',
  in: 'header',
  description: 'What opens the caller’s personal passwords, where it is set.',
  schema: { type: 'string' },
}

const TEXT = deferred(() =>
  z
    .string()
    .regex(/^INPUT_DATA=/)
    .meta({
      id: 'PmpInputText',
      description:
        'The text `INPUT_DATA=` and, up to the end of the body, JSON as it is or percent-encoded. It is no JSON by itself, whatever the content type says: send it as it stands.',
    }),
)

/** Parameters of the query and of headers. */
export function parametersOf(operation: PmpOperation, place: Place): DocumentParameter[] {
  if (operation.isOpen) return ownParameters(operation, place)
  const input = inputOf(operation)
  return [
    ...(input ? [inputParameter(operation, input, place)] : ownParameters(operation, place)),
    ...(operation.id.startsWith('pmp.personal.') ? [PASSPHRASE] : []),
    ORGANIZATION,
  ]
}

function inputParameter(operation: ClosedOperation, input: Deferred, place: Place): DocumentParameter {
  const isAlone = !takesBody(place)
  return inQuery(
    input,
    isAlone && needsInput(operation),
    isAlone,
    exampleOf(seenInput(place, operation.id, input)),
  )
}

/** INPUT_DATA in the query. */
export function inQuery(
  schema: Deferred,
  required: boolean,
  isAlone: boolean,
  examples: Examples,
): DocumentParameter {
  return {
    name: 'INPUT_DATA',
    in: 'query',
    ...(!isAlone && { description: 'In place of that of the body, which it comes before.' }),
    ...(required && { required }),
    mediaType: 'application/json',
    schema,
    // The body shows them otherwise.
    ...(isAlone && { examples }),
  }
}

/** Parameters that are not INPUT_DATA. */
function ownParameters({ id, query }: Declaration, place: Place): DocumentParameter[] {
  if (!query) return []
  const { shape } = query() as z.ZodObject
  return Object.entries(shape).map(([name, schema]) =>
    ownParameter(name, schema as z.ZodType, seenParameter(place, id, name)),
  )
}

function ownParameter(name: string, schema: z.ZodType, examples: Examples): DocumentParameter {
  const description = schema.meta()?.description
  return {
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    ...(description !== undefined && { description }),
    schema: () => schema,
    examples,
  }
}

export function bodyOf(operation: PmpOperation, place: Place): DocumentBody | undefined {
  if (!takesBody(place)) return undefined
  const { id, body } = operation
  if (body && isUpload(body)) {
    return { content: { [MULTIPART]: body }, exampleObjects: { [MULTIPART]: seenParts(place, id) } }
  }
  if (operation.isOpen) return body && openForm(body, id, place)
  const input = inputOf(operation)
  return input && inputBody([input], needsInput(operation), exampleOf(seenInput(place, id, input)))
}

/** INPUT_DATA in a form, and as the text that most samples of the vendor send. */
export function inputBody(
  inputs: readonly Deferred[],
  isNeeded: boolean,
  seen: Readonly<Record<string, Shown>>,
): DocumentBody {
  const form = deferred(() => {
    const all = inputs.map((input) => input())
    const data = all.length === 1 ? all[0]! : z.union(all)
    return z.object({ INPUT_DATA: isNeeded ? data : data.optional() })
  })
  return {
    description: 'INPUT_DATA comes here or in the query.',
    required: false,
    content: { [FORM]: form, 'text/json': TEXT },
    encoding: { [FORM]: { INPUT_DATA: { contentType: 'application/json' } } },
    exampleObjects: {
      [FORM]: mapped(seen, (value) => ({ INPUT_DATA: value })),
      'text/json': mapped(seen, (value) => `INPUT_DATA=${JSON.stringify(value)}`),
    },
  }
}

/** The form of an operation that has parameters in place of INPUT_DATA. */
function openForm(body: Deferred, id: string, place: Place): DocumentBody {
  const names = Object.keys((body() as z.ZodObject).shape)
  const sent = names.flatMap((name) =>
    Object.values(seenParameter(place, id, name)).map(({ value }) => [name, value] as const),
  )
  return {
    description: 'These come here or in the query.',
    required: false,
    content: { [FORM]: body },
    ...(sent.length > 0 && { exampleObjects: { [FORM]: { example: { value: Object.fromEntries(sent) } } } }),
  }
}

export function exampleOf(seen: Shown | undefined): Readonly<Record<string, Shown>> {
  return seen ? { example: seen } : {}
}

function mapped(examples: Readonly<Record<string, Shown>>, change: (value: unknown) => unknown): Examples {
  return Object.fromEntries(
    Object.entries(examples).map(([name, { value, ...rest }]) => [name, { ...rest, value: change(value) }]),
  )
}

/** The product looks into the bodies of GET and DELETE as well, which few clients can send. */
function takesBody({ method }: Place): boolean {
  return method === 'POST' || method === 'PUT'
}

function isUpload(body: Deferred): boolean {
  const schema = body()
  return schema instanceof z.ZodObject && Object.values(schema.shape).some((one) => one instanceof z.ZodFile)
}
