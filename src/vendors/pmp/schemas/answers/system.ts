/** What answers say of the system as a whole. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { id, moment, secret } from './fields.ts'

export const agentKey = deferred(() =>
  z.strictObject({ agentKey: secret(), expiryTime: moment() }).meta({ id: 'PmpAgentKey' }),
)

export const remoteApp = deferred(() =>
  z.strictObject({ REMOTEAPPID: id(), REMOTEAPPNAME: z.string() }).meta({ id: 'PmpRemoteApp' }),
)
