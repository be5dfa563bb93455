/** Refusals as answers: which of them an operation can meet with, and how each looks, made by the envelope itself. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import type { DocumentAnswer, DocumentHeader } from '../../../kernel/surface/document.ts'
import { errorJson, isServerPage, pageOf } from '../envelope.ts'
import type { Details, SpsErrorCode } from '../errors.ts'
import type { SpsOperation } from '../operation.ts'
import { PROFILES, profilesWith } from '../profiles.ts'
import { spsSettings } from '../settings.ts'
import { header } from './headers.ts'
import { inProfiles, versionsOf } from './versions.ts'

const USERS = '/api/configuration/aaa/local_database/users'
const DNS = '/api/configuration/network/dns'
const LOGIN = '/api/authentication'

const BODY = ['invalid-request-body', 'semantic-error'] as const
const OBJECT = [...BODY, 'invalid-value', 'invalid-reference', 'secret-in-use', 'duplicate-name'] as const

/** Where each is met with, for example, and the facts that it tells there. */
const MET: Readonly<Record<SpsErrorCode, { readonly path: string; readonly facts?: Details }>> = {
  'invalid-authentication-request': { path: LOGIN },
  unauthenticated: { path: DNS, facts: { path: DNS } },
  'authentication-failure': { path: LOGIN },
  unauthorized: { path: DNS, facts: { path: DNS } },
  'token-missing': { path: DNS },
  'node-not-found': {
    path: '/api/configuration/management/soap',
    facts: { ancestor: '/api/configuration/management', path: 'soap' },
  },
  'object-not-found': { path: `${USERS}/nobody`, facts: { ancestor: USERS, path: 'nobody' } },
  'method-not-allowed': { path: LOGIN, facts: { method: 'DELETE' } },
  'length-required': { path: '/api/transaction' },
  'expectation-failed': { path: DNS },
  'body-too-large': { path: DNS },
  'unsupported-media-type': { path: DNS },
  'invalid-request-body': { path: DNS, facts: { position: 12 } },
  'semantic-error': { path: DNS, facts: { path: `${DNS}/primary`, reason: 'primary: must be a string' } },
  'invalid-value': {
    path: '/api/configuration/aaa/settings',
    facts: { path: '/api/configuration/aaa/settings/method/selection', value: 'token' },
  },
  'invalid-reference': { path: USERS, facts: { path: `${USERS}/password`, key: 'no-such-key' } },
  'secret-in-use': { path: USERS, facts: { path: `${USERS}/password`, key: 'taken-key' } },
  'duplicate-name': { path: USERS, facts: { path: USERS, name: 'operator' } },
  'object-in-use': {
    path: '/api/configuration/policies/time_policies/-100',
    facts: {
      path: '/api/configuration/policies/time_policies/-100',
      references: ['/api/configuration/ssh/channel_policies/-1'],
    },
  },
  'built-in-object': { path: USERS, facts: { path: `${USERS}/1000` } },
  'built-in-renamed': { path: USERS, facts: { path: `${USERS}/1000/name` } },
  'no-transaction': { path: '/api/transaction' },
  'transaction-already-open': { path: '/api/transaction' },
  'configuration-locked': { path: DNS, facts: { user: 'operator', address: '10.0.0.7' } },
  'commit-message-required': { path: '/api/transaction' },
  'merge-conflict': { path: '/api/transaction', facts: { paths: [DNS] } },
  'invalid-configuration': {
    path: '/api/transaction',
    facts: { errors: [{ path: DNS, reason: 'primary: must be set' }] },
  },
  'already-initialized': { path: '/api/setup' },
  'slot-in-use': { path: '/api/firmware/slots/1', facts: { path: '/api/firmware/slots/1' } },
  'slot-unusable': { path: '/api/upload/firmware', facts: { reason: 'empty image' } },
  'incomplete-request-body': { path: '/api/firmware/test', facts: { missing: 'slot_id' } },
  'resource-not-found': { path: '/api/firmware/test', facts: { slot_id: 3 } },
  'firmware-test-failed': { path: '/api/firmware/test', facts: { slot_id: 1, reason: '8.0.0 runs already' } },
  rebooting: { path: DNS },
  'job-running': {
    path: '/api/troubleshooting/support-bundle',
    facts: { key: '5b1c2b1a-3f0e-4c57-9a53-0d2a8f7f2d11' },
  },
  'job-unfinished': { path: '/api/troubleshooting/support-bundle' },
  'cluster-not-promoted': { path: '/api/cluster/status' },
  'cluster-state': { path: '/api/cluster' },
  'spp-refused': {
    path: '/api/cluster/join_request',
    facts: { response: { Code: 60_657, Message: 'The session appliance is already joined.' } },
  },
  'starling-state': { path: '/api/starling/join' },
  'invalid-query': {
    path: '/api/audit/sessions',
    facts: { parameter: 'q', reason: 'unbalanced parenthesis', position: 3 },
  },
  'snapshot-unknown': { path: '/api/audit/sessions', facts: { snapshot: 'no-such-snapshot' } },
  'snapshot-quota': { path: '/api/audit/sessions/_snapshot', facts: { open: 10 } },
  'bad-request': { path: DNS },
  internal: { path: DNS },
}

/** What a group of refusals that come with one status is called, where its codes are several. */
const GROUPS: Readonly<Record<string, readonly SpsErrorCode[]>> = {
  ChangeConflict: ['no-transaction', 'configuration-locked'],
  CommitConflict: ['no-transaction', 'merge-conflict'],
  LoginRefused: ['unauthenticated', 'authentication-failure'],
  NotFound: ['node-not-found', 'object-not-found'],
  ClusterNotFound: ['node-not-found', 'cluster-not-promoted'],
  ClusterNodeNotFound: ['node-not-found', 'object-not-found', 'cluster-not-promoted'],
  SnapshotNotFound: ['node-not-found', 'snapshot-unknown'],
  ObjectNotRemovable: ['object-in-use', 'built-in-object'],
  Forbidden: ['unauthorized', 'token-missing'],
  BadBody: BODY,
  BadValue: [...BODY, 'invalid-value'],
  BadName: [...BODY, 'duplicate-name'],
  BadClusterNode: [...BODY, 'invalid-value', 'duplicate-name'],
  BadSetup: [...BODY, 'already-initialized'],
  BadClusterRequest: [...BODY, 'cluster-state'],
  BadStarlingRequest: [...BODY, 'starling-state'],
  BadSppRequest: [...BODY, 'spp-refused'],
  BadSlot: ['invalid-request-body', 'incomplete-request-body', 'firmware-test-failed'],
  BadUpgrade: [
    'invalid-request-body',
    'commit-message-required',
    'incomplete-request-body',
    'firmware-test-failed',
  ],
  BadFetch: ['invalid-request-body', 'invalid-value', 'incomplete-request-body'],
  SlotNotFound: ['node-not-found', 'resource-not-found'],
  BadCommit: [...BODY, 'invalid-value', 'commit-message-required', 'invalid-configuration'],
  BadObject: OBJECT,
  BadReplacement: [...OBJECT, 'built-in-renamed', 'cluster-state'],
}

const NAMES = new Map(Object.entries(GROUPS).map(([name, codes]) => [codes.join(' '), name]))

const details = () =>
  z
    .looseObject({
      errors: z.array(z.looseObject({})).optional().describe('What is wrong with a configuration'),
      path: z.string().optional().describe('Where: a path, or the part of one that does not exist'),
      paths: z.array(z.string()).optional(),
      position: z.number().nullable().optional().describe('Where in the text of the body'),
      reason: z.string().optional().describe('What is wrong there'),
      references: z.array(z.string()).optional().describe('What refers to the object'),
    })
    .describe('Facts, which differ from type to type')

const errorBody = deferred(() =>
  z
    .strictObject({
      error: z.strictObject({
        details: details(),
        message: z.string(),
        type: z.string().describe(`One of ${typesOf().join(', ')}`),
      }),
      meta: z.strictObject({ href: z.string(), parent: z.string() }),
    })
    .meta({ id: 'Error', description: 'Why a request is refused' }),
)

const settings = () => spsSettings.resolve(PROFILES[0], undefined)

function typesOf(): string[] {
  return [...new Set(Object.values(settings().errors).map(({ type }) => type))].sort()
}

/** Every refusal that an operation can meet with, by status. */
export function refusalsOf(operation: SpsOperation): DocumentAnswer[] {
  const { errors } = settings()
  const order = Object.keys(errors) as SpsErrorCode[]
  const codes = new Set([...(operation.refusals ?? []), ...onTheWay(operation)])
  const byStatus = new Map<number, SpsErrorCode[]>()
  for (const code of order) {
    if (!codes.has(code)) continue
    const { status } = errors[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return [...byStatus].toSorted(([a], [b]) => a - b).map(([status, some]) => refusal(status, some))
}

/** What the pipeline refuses before the operation is run. */
export function onTheWay(operation: SpsOperation): SpsErrorCode[] {
  const { anonymous, own, takesPassword, node, isOrder, body } = operation
  const [method = '', path = ''] = [operation.route].flat()[0]!.split(' ', 2)
  const isSent = method === 'POST' || method === 'PUT'
  const { refusing, without, mistaking } = versionsOf(operation)
  const found: readonly (readonly [SpsErrorCode, boolean])[] = [
    ['expectation-failed', true],
    ['rebooting', true],
    ['length-required', isSent],
    // A type that is none is refused with any body, also where none is wanted.
    ['unsupported-media-type', isSent || method === 'DELETE'],
    ['body-too-large', body !== undefined && path !== '/upload/firmware'],
    ['unauthenticated', !anonymous],
    ['unauthorized', !anonymous && !own],
    ['token-missing', method !== 'GET' && (!anonymous || method === 'DELETE')],
    ['node-not-found', without.length > mistaking.length],
    ['object-not-found', mistaking.length > 0 || (node !== undefined && !isOrder && path.includes('/:'))],
    ['method-not-allowed', refusing.length > 0],
    ['invalid-authentication-request', takesPassword !== undefined],
  ]
  return found.filter(([, isMet]) => isMet).map(([code]) => code)
}

function refusal(status: number, codes: readonly SpsErrorCode[]): DocumentAnswer {
  const all = settings()
  const isPage = codes.some(isServerPage)
  const headers: Record<string, DocumentHeader> = { ...header('Allow') }
  if (status === 401) Object.assign(headers, header('WWW-Authenticate'))
  const described = codes.map(
    (code) => `\`${typeOf(code)}\`: ${all.errors[code].message.replace(/\.$/, '')}.`,
  )
  return {
    status,
    id: nameOf(codes),
    description: described.join('\n'),
    headers,
    content: isPage ? { 'text/html': { type: 'string' } } : { 'application/json': errorBody },
    examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
    ...(codes.includes('expectation-failed') && {
      extensions: inProfiles(profilesWith(({ expect100 }) => expect100 === 'reject417')),
    }),
  }
}

function typeOf(code: SpsErrorCode): string {
  const { methodError, errors } = settings()
  return code === 'method-not-allowed' ? methodError : errors[code].type
}

function exampleOf(code: SpsErrorCode): unknown {
  const all = settings()
  if (isServerPage(code)) return pageOf(all.errors[code])
  const { path, facts = {} } = MET[code]
  return JSON.parse(errorJson({ code, facts }, { settings: all, mount: '', path })) as unknown
}

function nameOf(codes: readonly SpsErrorCode[]): string {
  const joined = codes.join(' ')
  return NAMES.get(joined) ?? codes.map(pascal).join('Or')
}

function pascal(code: string): string {
  return code.replaceAll(/(?:^|-)(\w)/g, (_text, letter: string) => letter.toUpperCase())
}
