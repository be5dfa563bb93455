/** The cluster: what it is told, and what it tells. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { below, keyed, link, links, list } from './common.ts'

export const joinRequestBody = deferred(() =>
  z.looseObject({ central_management_address: z.string().min(1) }),
)

/** The chain is one text, certificate after certificate (SafeguardDotNet, `JoinSps`); a list of such texts is taken too. */
export const joinPasswordsBody = deferred(() =>
  z.looseObject({
    spp: z.string().min(1),
    spp_api_token: z.string().min(1),
    spp_cert_chain: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  }),
)

export const newNode = deferred(() =>
  z.looseObject({
    address: z.string().min(1),
    node_id: z.string().regex(/^[A-Za-z0-9-]+$/),
    roles: z.array(z.string()),
  }),
)

export const nodeChange = deferred(() =>
  z.looseObject({ address: z.string().min(1), roles: z.array(z.string()) }),
)

/** No source tells its members, so that it is kept as it comes. */
export const syncPluginBody = deferred(() => z.unknown())

const node = () => z.strictObject({ address: z.string(), roles: z.array(z.string()) })

export const promoted = deferred(() => z.strictObject({ body: node(), meta: below() }))

export const clusterNode = deferred(() => keyed(node()))
export const clusterNodeRead = deferred(() =>
  z.strictObject({ body: node(), key: z.string(), meta: below({ status: link() }) }),
)

export const joinRequest = deferred(() =>
  z.strictObject({
    body: node().extend({ node_id: z.string(), psk: z.string() }),
    meta: below(),
  }),
)

export const syncPlugin = deferred(() =>
  z.strictObject({
    plugin: z.strictObject({
      key: z.string().nullable(),
      meta: z.strictObject({ href: link().optional() }),
    }),
  }),
)

export const clusterNodeList = deferred(() =>
  list(z.strictObject({ key: z.string(), meta: links({ status: link() }) }), {
    self: link().optional(),
    status: link(),
  }),
)

const state = () => ({
  fqdn: z.string(),
  health_status: z.null(),
  key: z.string(),
  sync_status: z.enum(['n/a', 'pending']),
})

export const clusterStatus = deferred(() =>
  list(z.strictObject({ ...state(), meta: links({ configuration: link() }) }), { self: link() }),
)

export const nodeStatus = deferred(() =>
  z.strictObject({ ...state(), meta: below({ configuration: link() }) }),
)

export const joinState = deferred(() =>
  z.strictObject({
    details: z.strictObject({ central_management_address: z.string().optional() }),
    meta: below(),
    status: z.enum(['not configured', 'in progress', 'in cluster']),
  }),
)
