/** What is told of the appliance (guide 6.9.3, page 6; 8.0 LTS, page 50). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { PROTOCOLS } from '../audit/session.ts'
import { below, inVersions, keyed } from './common.ts'

const name = () => z.string().nullable()
const count = () => z.number()

const sdkVersion = () => z.strictObject({ feature: z.string(), full: z.string() }).nullable()

/** Members behind `support_link` are told to users alone. */
export const info = deferred(() =>
  keyed(
    z.strictObject({
      domainname: name(),
      hostname: name(),
      nickname: name(),
      plugin_sdk_version: inVersions(sdkVersion().optional(), (features) => features.pluginSdkVersion),
      support_link: name(),
      analytics_enabled: z.boolean().optional(),
      build_date: name().optional(),
      config_hash: z.string().optional(),
      firmware_version: z.string().optional(),
      roles: z.array(z.string()).optional(),
      version: z.string().optional(),
    }),
    z.literal('about_info'),
  ),
)

const indexer = () =>
  z.strictObject({
    indexer_status: z.array(
      z.strictObject({
        capabilities: z.array(z.string()),
        idle_workers_count: count(),
        indexer_jobs: count(),
        ip: z.string(),
        screenshot_jobs: count(),
        video_jobs: count(),
        workers_count: count(),
      }),
    ),
    processing_tasks: z.array(z.looseObject({})),
    remaining_tasks: z.array(z.looseObject({})),
    worker_warnings: z.array(z.looseObject({})),
  })

const raid = () =>
  z.strictObject({
    disks: z.record(z.string(), z.strictObject({ status: z.string() })),
    status: z.strictObject({
      detailed_status: z.string(),
      operation_progress: count(),
      status: z.string(),
    }),
  })

const systemDetails = () =>
  z.strictObject({
    cpu: z.record(z.string(), count()),
    disk: z.strictObject({ free: count(), percent: count(), total: count() }),
  })

const detail = (one: z.ZodType) => inVersions(one.optional(), (features) => features.healthDetails)

/** Load, memory and sessions in every version; the rest in newer ones. */
export const health = deferred(() =>
  z.strictObject({
    health_status: z.strictObject({
      cpu: detail(count()),
      disk: detail(count()),
      firmware: detail(
        z.strictObject({
          integrity: z.strictObject({ boot: z.string(), core: z.string() }),
          tainted_files: z.record(z.string(), count()),
        }),
      ),
      indexer: detail(indexer()),
      load1: count().optional(),
      load5: count().optional(),
      load15: count().optional(),
      memory: count().optional(),
      pipeline_queues: detail(z.record(z.string(), count())),
      raid: detail(raid()),
      sessions: z.strictObject(Object.fromEntries(PROTOCOLS.map((protocol) => [protocol, count()]))),
      sessions_total: count(),
      swap: detail(count()),
      system_details: detail(systemDetails()),
    }),
    issues: z.strictObject({ details: z.strictObject({}), summary: z.strictObject({}) }),
    meta: below(),
  }),
)
