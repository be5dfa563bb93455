/** What answers say of passwords, their histories and their policies. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count, id, moment, secret } from './fields.ts'

export const password = deferred(() => z.strictObject({ PASSWORD: secret() }).meta({ id: 'PmpPassword' }))

export const totp = deferred(() => z.strictObject({ TOTP: z.string().regex(/^\d{6,10}$/) }))

/** How a reason and a ticket were taken, by a number. */
export const purposeCheck = deferred(() => z.strictObject({ STATUSCODE: z.int() }))

/** A former password. */
export const formerPassword = deferred(() =>
  z
    .strictObject({ PASSWORD: secret(), 'MODIFIED BY': z.string(), 'MODIFIED TIME': moment() })
    .meta({ id: 'PmpFormerPassword' }),
)

export const policy = deferred(() =>
  z
    .strictObject({
      'POLICY ID': id(),
      'POLICY NAME': z.string(),
      'MINIMUM LENGTH': count(),
      'MAXIMUM LENGTH': count(),
      'MAXIMUM AGE': count().meta({ description: 'In days; 0: passwords do not grow old' }),
    })
    .meta({ id: 'PmpPasswordPolicy' }),
)
