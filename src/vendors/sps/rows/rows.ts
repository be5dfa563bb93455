/** What a row of each table looks like, so that state changed from outside stays one that the product could be in. */
import { z } from 'zod'
import { auditRows } from '../audit/rows.ts'
import { withBareKeys } from '../references.ts'
import type {
  ApiKeyRow,
  BundleRow,
  ClusterNodeRow,
  FetchRow,
  HostKeyRow,
  LockRow,
  SessionRow,
  spsSlice,
  TailRow,
} from '../state.ts'
import { nodes, type Node } from '../tree/index.ts'

const byPath: ReadonlyMap<string, Node> = new Map(nodes.map((node) => [node.path, node]))

const text = z.string().min(1)
const moment = z.number().min(0)
const json = z.record(z.string(), z.unknown())

const loginMethod = z.lazy(() =>
  z.strictObject({
    key: text,
    name: text,
    title: z.string(),
    authentication: text,
    credential: text,
  }),
)

const session: z.ZodType<SessionRow> = z.lazy(() =>
  z.strictObject({
    id: text,
    user: text,
    address: z.string(),
    method: loginMethod,
    grants: z.union([z.literal('all'), z.record(z.string(), z.enum(['read', 'write']))]),
    token: text,
    lastSeenAt: moment,
    timeoutSeconds: z.number().positive().optional(),
  }),
)

const apiKey: z.ZodType<ApiKeyRow> = z.lazy(() =>
  z.strictObject({
    key: text,
    name: text,
    user: text,
    loginMethod: text,
    tokenHash: z.string().regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of a token, in hexadecimal'),
  }),
)

const lock: z.ZodType<LockRow> = z.lazy(() =>
  z.strictObject({
    kind: z.enum(['web', 'console', 'rpc']),
    user: text,
    address: text,
  }),
)

const hostKey: z.ZodType<HostKeyRow> = z.lazy(() => z.strictObject({ key: text, body: json }))

const slot = z.lazy(() =>
  z.strictObject({
    version: text.optional(),
    upgrade_notes: z.string().optional(),
    upgrade_news: z.string().nullable().optional(),
    current: z.boolean().optional(),
    after_reboot: z.boolean().optional(),
  }),
)

const fetched: z.ZodType<FetchRow> = z.lazy(() =>
  z.strictObject({
    key: text,
    url: text,
    sha256: z.string(),
    status: z.enum(['queued', 'in-progress', 'finished', 'failed', 'cancelled']),
  }),
)

const bundle: z.ZodType<BundleRow> = z.lazy(() => z.strictObject({ key: text, startedAt: moment }))

const clusterNode: z.ZodType<ClusterNodeRow> = z.lazy(() =>
  z.strictObject({
    id: text,
    address: text,
    roles: z.array(z.string()),
  }),
)

const tail: z.ZodType<TailRow> = z.lazy(() => z.strictObject({ next: z.number().int().min(0) }))

/** An object of the tree; its body is held against the schema of a request, references taken back to bare keys. */
const configurationObject = z.lazy(() =>
  z
    .strictObject({
      path: text,
      // A merge patch takes `null` for "leave it out" (RFC 7396).
      collection: text.nullish(),
      body: z.unknown(),
      secret: z.string().optional(),
      rank: z.number().int().min(0).optional(),
    })
    .superRefine(({ path, collection = null, body }, context) => {
      const fault = (member: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [member], message })
      const parent = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
      const node = byPath.get(path) ?? byPath.get(parent)
      const isMember = node !== undefined && node.path !== path
      if (!node || node.kind === 'dir' || (isMember && node.kind !== 'coll' && node.kind !== 'secret'))
        return fault('path', 'expected the path of an object below /api/configuration')
      if (!isMember && (node.kind === 'coll' || node.kind === 'secret'))
        return fault('path', `expected the path of a member, such as ${path}/<key>`)
      const expected = isMember && node.kind === 'coll' ? node.path : null
      if (collection !== expected) fault('collection', `expected ${JSON.stringify(expected)}`)
      const schema = node.kind === 'secret' ? json : node.spec.schema
      for (const issue of schema?.safeParse(withBareKeys(body)).error?.issues ?? [])
        context.addIssue({ code: 'custom', path: ['body', ...issue.path], message: issue.message })
    }),
)

/** Tables that are not here belong to a chapter that declares its own. */
export const rows = {
  nodes: configurationObject,
  orders: z.lazy(() => z.strictObject({ keys: z.array(text) })),
  tails: tail,
  sessions: session,
  apiKeys: apiKey,
  lock,
  hostKeys: hostKey,
  slots: slot,
  fetches: fetched,
  bundles: bundle,
  clusterNodes: clusterNode,
  ...auditRows,
  facts: json,
} satisfies Partial<Record<keyof typeof spsSlice.tables, z.ZodType>>
