/** Uploaded plugins. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { CHECKS } from '../domain/plugins.ts'
import { keyed } from './common.ts'

const check = deferred(() => z.enum(CHECKS).meta({ id: 'PluginIntegrityCheck' }))

export const integrityQuery = deferred(() =>
  z.object({
    key: z.string(),
    plugin_type: z.string(),
    ops: z
      .union([check(), z.array(check())])
      .optional()
      .describe('All checks by default'),
  }),
)

const outcome = () => z.strictObject({ reason: z.string(), verdict: z.literal('passed') }).optional()

export const integrity = deferred(() =>
  keyed(
    z.strictObject({ unregistered: outcome(), zip_checksum: outcome(), zip_content: outcome() }),
    z.literal('integrity'),
  ),
)

export const uploadedPlugin = deferred(() =>
  keyed(
    z.strictObject({
      api: z.string(),
      description: z.string(),
      name: z.string(),
      path: z.string(),
      version: z.string(),
    }),
  ),
)
