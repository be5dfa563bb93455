/** What answers say of the audit trail. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count } from './fields.ts'

export const auditRecord = deferred(() =>
  z
    .strictObject({
      'Audit ID': count(),
      'Operation Type': z.string(),
      'Operated by': z.string(),
      'Resource ID': count(),
      'Resource Name': z.string(),
      'User Account ID': count(),
      'User Account': z.string(),
      'User Name': z.string(),
      "User's Full Name": z.string(),
      'Client Type': z.string(),
      'IP Address': z.string(),
      TIME: z
        .string()
        .regex(/^-?\d+$/)
        .meta({ description: 'Milliseconds since the epoch' }),
      'Time Stamp': z.string().meta({ description: 'Such as "2024-03-12 13:45:44.835", in local time' }),
      Reason: z.string(),
      'Ticket ID': z.string(),
    })
    .meta({ id: 'PmpAudit' }),
)
