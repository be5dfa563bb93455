/** The caller and its API keys. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { loginMethod } from './authentication.ts'
import { below, inVersions, item, keyed, link, list } from './common.ts'

const endpoints = () =>
  z.array(z.strictObject({ methods: z.array(z.enum(['DELETE', 'GET', 'POST', 'PUT'])), url: link() }))

export const endpointList = deferred(() => z.strictObject({ endpoints: endpoints(), meta: below() }))

/** The login method is told in newer versions, the token where browsers need one. */
export const userInfo = deferred(() =>
  z.strictObject({
    endpoints: endpoints(),
    login_method: inVersions(loginMethod().optional(), (features) => features.userLoginMethod),
    meta: below(),
    token: inVersions(z.string().optional(), (features) => features.xToken !== 'off'),
    user: z.strictObject({ name: z.string() }),
  }),
)

export const apiKeyBody = deferred(() => z.object({ name: z.string().regex(/^[A-Za-z0-9_-]+$/) }))

const shown = () => z.strictObject({ login_method: z.string(), name: z.string(), username: z.string() })

export const apiKey = deferred(() => keyed(shown()))
export const apiKeyList = deferred(() => list(item({ body: shown() })))
export const newApiKey = deferred(() =>
  keyed(shown().extend({ token: z.string().describe('Shown this once') })),
)
