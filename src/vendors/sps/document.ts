/** How the surface's operations look over the wire, for its OpenAPI document. */
import { partText, readMultipart } from '../../kernel/http/multipart.ts'
import type { DocumentBody, Place, SeenExchange, SurfaceDocument } from '../../kernel/surface/document.ts'
import { servedUnder } from '../../kernel/surface/operation.ts'
import { askedOf } from './document/configuration.ts'
import { chapterOf, chapters } from './document/chapters.ts'
import { headers } from './document/headers.ts'
import { refusalsOf } from './document/refusals.ts'
import { security, securityOf, securitySchemes } from './document/security.ts'
import { successOf } from './document/success.ts'
import { inProfiles, versionsOf } from './document/versions.ts'
import type { SpsOperation } from './operation.ts'
import { orderOperations, treeOperationOf } from './operations/configuration.ts'
import { ROOT, served } from './paths.ts'
import { PROFILES } from './profiles.ts'

const DESCRIPTION = `The REST API of One Identity Safeguard for Privileged Sessions (SPS) 8.0, as its REST API Reference Guide and
real clients show it. The vendor publishes no such document; this one is made from the declarations of pam-mock.

A login (GET /api/authentication) opens a session, which the cookie session_id carries. An answer wraps an object in
"body", beside its "key" and the links of "meta"; a request takes the bare object, and of a reference the bare key. A change
of the configuration belongs to a transaction, opens one where none is open, and takes effect when PUT /api/transaction
commits it. Every path also answers OPTIONS, and HEAD where it answers GET; "Allow" and "Content-Language: en" stand on every answer, and
one to a session that came as a cookie sets it anew. A POST or PUT
tells its length, an empty one too (Content-Length: 0).

Versions differ: x-pam-mock-profiles lists those (${PROFILES.join(', ')}) that have an operation, an answer or a member,
where not all do. Singletons of 4.x stand under their own name alone, and not under "body".`

const BINARY = { type: 'string', format: 'binary' } as const

const FORM = 'multipart/form-data'

const form = {
  type: 'object',
  properties: { data: { ...BINARY, description: 'The licence' } },
  required: ['data'],
} as const

/** Uploads take bytes under any media type; these are what clients say. */
const UPLOADS: Readonly<Record<string, DocumentBody>> = {
  'sps.upload.firmware': { description: 'The image', content: { 'application/octet-stream': BINARY } },
  'sps.upload.plugin': {
    description: 'The archive',
    content: { 'application/octet-stream': BINARY, 'application/zip': BINARY },
  },
  'sps.upload.license': {
    description: 'The licence, in the part "data" of a form or alone',
    content: { [FORM]: form, 'application/octet-stream': BINARY },
  },
}

export const spsDocument = (): SurfaceDocument<SpsOperation> => ({
  title: 'One Identity Safeguard for Privileged Sessions REST API',
  description: DESCRIPTION,
  servers: [
    { url: '/', description: 'Where this document comes from' },
    {
      url: 'https://{appliance}',
      description: 'An appliance',
      variables: { appliance: { default: 'sps.example', description: 'Its address' } },
    },
  ],
  securitySchemes,
  security,
  headers,
  chapters,
  served: [...served, ...servedUnder([ROOT], orderOperations)],
  chapterOf,
  securityOf,
  noteOf,
  extensionsOf: (operation) => inProfiles(versionsOf(operation).served),
  bodyOf,
  answersOf: (operation) => [...successOf(operation), ...refusalsOf(operation)],
})

function noteOf(operation: SpsOperation): string | undefined {
  const { served: versions } = versionsOf(operation)
  const { privilege = operation.node?.privilege } = operation
  const notes = [
    ...(privilege === undefined ? [] : [`Needs the right ${privilege}.`]),
    ...(versions.includes(PROFILES[0]) ? [] : [`Version ${PROFILES[0]} no longer has it.`]),
  ]
  return notes.length === 0 ? undefined : notes.join(' ')
}

function bodyOf(operation: SpsOperation, place: Place): DocumentBody | undefined {
  const upload = UPLOADS[operation.id]
  if (upload) {
    const data = licenceIn(place.seen(operation.id)?.request)
    const exampleObjects = { [FORM]: { example: { value: { data } } } }
    return data === undefined ? upload : { ...upload, exampleObjects }
  }
  if (!operation.body) return undefined
  const tree = treeOperationOf(operation)
  return { content: { 'application/json': tree ? askedOf(tree.node, tree.verb) : operation.body } }
}

/** The licence that a form held, where the exchange is one with a form. */
function licenceIn(request: SeenExchange['request'] | undefined): string | undefined {
  const { contentType, body } = request ?? {}
  if (!contentType?.startsWith(FORM) || typeof body !== 'string') return undefined
  return partText(readMultipart(contentType, Buffer.from(body)), 'data')
}
