/** Login, and how one may log in. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { inVersions, link, links } from './common.ts'

export const loginQuery = deferred(() =>
  z.object({
    type: z.literal('x509').optional().describe('Log in with the certificate of the connection'),
    login_method: inVersions(
      z.string().optional().describe('Name of a login method'),
      (features) => features.loginMethodQuery,
    ),
  }),
)

export const entry = deferred(() => z.strictObject({ meta: links({ next: link(), transaction: link() }) }))

export const loggedOut = deferred(() => z.strictObject({ meta: links({ parent: link() }) }))

export const loginMethod = () =>
  z.strictObject({ authentication: z.string(), credential: z.string(), name: z.string() })

export const methods = deferred(() =>
  z.strictObject({
    login_methods: z.array(loginMethod().extend({ title: z.string() })),
    meta: links({ next: link() }),
  }),
)

export const credentialTypes = deferred(() =>
  z.strictObject({
    meta: links({ parent: link() }),
    types: z.strictObject({ basic: z.strictObject({}).optional(), x509: z.strictObject({}).optional() }),
  }),
)
