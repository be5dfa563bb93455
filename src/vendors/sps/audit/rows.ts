/** What rows of recorded sessions look like, for state that is changed from outside. */
import { z } from 'zod'
import { script } from './session.ts'
import type { auditTables } from './tables.ts'

const text = z.string().min(1)
const time = z.iso.datetime({ offset: true })

export const auditRows = {
  auditSessions: z.lazy(() =>
    z.strictObject({
      key: text,
      document: z.looseObject({ active: z.boolean(), start_time: time, end_time: time.optional() }),
      script: z.string().optional(),
      trail: z.boolean(),
    }),
  ),
  auditScripts: script,
  auditDownloads: z.lazy(() => {
    const download = z.strictObject({ from_api: z.boolean(), ip_address: z.string(), time, username: text })
    return z.strictObject({ downloads: z.array(download) })
  }),
} satisfies Partial<Record<keyof typeof auditTables, z.ZodType>>
