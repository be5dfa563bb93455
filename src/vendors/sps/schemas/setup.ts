/** The welcome wizard (guide 7.5.1, page 52). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { below, link } from './common.ts'

export const setupState = deferred(() =>
  z.strictObject({
    meta: below({ eula: link() }),
    status: z.enum(['uninitialized', 'booting', 'completed']),
  }),
)

const pem = () => z.object({ certificate: z.string() }).optional()

export const wizard = deferred(() =>
  z.looseObject({
    accept_eula: z.literal(true),
    license: z.string().nullable().optional(),
    administration: z.object({ root_password: z.string().min(1), admin_password: z.string().min(1) }),
    certificates: z.looseObject({ ca: pem(), webserver: pem(), tsa: pem() }).optional(),
    network: z.looseObject({
      hostname: z.string().min(1),
      domainname: z.string(),
      initial_address: z.string().regex(/^[0-9a-f.:]+\/\d{1,3}$/i),
      primary_dns: z.string().nullable().optional(),
    }),
    email: z.looseObject({ smtp_server: z.string(), admin_email: z.string() }).optional(),
    datetime: z
      .looseObject({ timezone: z.string(), primary_ntp_server: z.string().nullable().optional() })
      .optional(),
  }),
)
