/** How the control plane's calls look over the wire, for its OpenAPI document. */
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { DocumentAnswer, DocumentBody, SurfaceDocument } from '../kernel/surface/document.ts'
import { deferred, type Deferred } from '../kernel/schema.ts'
import type { ControlOperation } from './operation.ts'
import { problem } from './schemas/problem.ts'

const CHAPTERS: Readonly<Record<string, string>> = {
  process: 'Whether it runs, what it counts, and what it answers to.',
  time: 'The clock of a workspace.',
  faults: 'Failures that a test asks for.',
  journal: 'What was asked and answered, and why; and what that did to the products.',
  state: 'What a workspace holds, and going back to what it held.',
  workspaces: 'Worlds of their own.',
  console: 'The web page that shows all this to people.',
  reference: 'What is emulated, and how this emulator is spoken to.',
}

/** By the noun in a call's id. */
const CHAPTER_OF: Readonly<Record<string, keyof typeof CHAPTERS>> = {
  health: 'process',
  ready: 'process',
  metrics: 'process',
  authority: 'process',
  'client-certificate': 'process',
  clock: 'time',
  fault: 'faults',
  journal: 'journal',
  ledger: 'journal',
  advice: 'journal',
  workspace: 'workspaces',
  coverage: 'reference',
  rules: 'reference',
  settings: 'process',
  openapi: 'reference',
  'product-openapi': 'reference',
  console: 'console',
}

/** What each refuses besides what the guard does; `400` and `404` follow from what a call is asked with. */
const OWN_REFUSALS: Readonly<Record<string, readonly number[]>> = {
  'control.ready.get': [503],
  'control.authority.get': [404],
  'control.journal.verify': [422],
  'control.state.diff': [404],
  'control.workspace.create': [409],
  'control.workspace.create-named': [409],
  'control.workspace.delete': [409],
}

const REFUSED: Readonly<Record<number, string>> = {
  400: 'The request is not understood; `errors` names each field that is wrong.',
  401: 'A token is set (`--control-token`), and the request does not carry it.',
  403: 'The host name, or the page that the request comes from, is not admitted.',
  404: 'There is none of that name.',
  409: 'It cannot be done to what there is.',
  413: 'The body is larger than `--body-limit` allows.',
  422: 'The journal does not hold what was expected; `nearest` shows what comes close.',
  503: 'The emulator is stopping.',
}

export const controlDocument: SurfaceDocument<ControlOperation> = {
  title: 'pam-mock control plane',
  description: [
    'Behind `/w/{workspace}` every path speaks of that workspace, and of `default` without it.',
    'Refusals are `application/problem+json` (RFC 9457), or text to who asks for `text/plain`. A path that is there answers 405 with `Allow` to a method that it',
    'does not know. Where a GET is, a HEAD is, too.',
  ].join(' '),
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer', description: 'Asked for where `--control-token` sets one.' },
  },
  chapters: CHAPTERS,
  chapterOf: ({ id }) => CHAPTER_OF[id.split('.')[1] ?? ''] ?? 'state',
  // Nobody is asked unless a token is set.
  securityOf: ({ isProbe, isPublic }) => (isProbe || isPublic ? [] : [{}, { token: [] }]),
  bodyOf: ({ body }) => (body ? bodyOf(body) : undefined),
  answersOf: (operation) => [...successes(operation), ...refusals(operation)],
}

function bodyOf(body: Deferred): DocumentBody {
  const description = body().meta()?.['description']
  return {
    // What comes without a body is read as null.
    required: !body().safeParse(null).success,
    ...(typeof description === 'string' && { description }),
    content: { 'application/json': body },
  }
}

function successes(operation: ControlOperation): DocumentAnswer[] {
  return Object.entries(operation.answers).map(([status, answer]) =>
    success(Number(status), answer(), operation),
  )
}

function success(
  status: number,
  answer: z.ZodType,
  { media = 'application/json', textMedia, id }: ControlOperation,
): DocumentAnswer {
  return {
    status,
    description: answer.meta()?.description ?? STATUS_CODES[status] ?? String(status),
    ...(id === 'control.workspace.create' && LOCATION),
    ...(answer.type !== 'null' && {
      content: {
        [media]: media === YAML ? DATA : () => answer,
        ...(textMedia !== undefined && { [textMedia]: DATA }),
      },
    }),
    ...(textMedia !== undefined && {
      exampleObjects: { [media]: { success: FRAME }, [textMedia]: { success: FRAME } },
    }),
  }
}

const YAML = 'application/yaml'
/** What a schema says of YAML is about what it holds. */
const DATA = { type: 'object' } as const
/** All that documents have in common. */
const FRAME = { summary: 'The frame of a document', value: { openapi: '3.1.0', info: {}, paths: {} } }
const LOCATION = {
  headers: { Location: { description: 'Where it is now.', schema: { type: 'string' } } },
} as const

function refusals({ id, params, query, body, isProbe, isPublic }: ControlOperation): DocumentAnswer[] {
  const statuses = new Set<number>([403, ...(OWN_REFUSALS[id] ?? [])])
  if (!isProbe && !isPublic) statuses.add(401)
  if (params || query || body) statuses.add(400)
  if (params) statuses.add(404)
  if (body) statuses.add(413)
  return [...statuses].toSorted((a, b) => a - b).map(refusal)
}

function refusal(status: number): DocumentAnswer {
  return {
    status,
    description: REFUSED[status] ?? STATUS_CODES[status] ?? String(status),
    ...(status === 401 && CHALLENGE),
    content: { 'application/problem+json': problem, 'text/plain': text },
  }
}

/** A problem's sentence, and a line for each thing that it lists. */
const text = deferred(() => z.string())

const CHALLENGE = {
  headers: { 'WWW-Authenticate': { description: 'Asks for the token.', schema: { type: 'string' } } },
} as const
