/** Every operation of the surface. */
import type { SpsOperation } from '../operation.ts'
import { activeSessionOperations } from './active-sessions.ts'
import { applianceOperations } from './appliance.ts'
import { auditSessionOperations } from './audit-session.ts'
import { auditStatisticsOperations } from './audit-statistics.ts'
import { auditOperations } from './audit.ts'
import { authenticationOperations } from './authentication.ts'
import { clusterStatusOperations } from './cluster-status.ts'
import { clusterOperations } from './cluster.ts'
import { configurationOperations } from './configuration.ts'
import { entryPointOperations } from './entry-point.ts'
import { firmwareFetchOperations } from './firmware-fetch.ts'
import { firmwareOperations } from './firmware.ts'
import { pluginOperations } from './plugin.ts'
import { setupOperations } from './setup.ts'
import { sshHostKeyOperations } from './ssh-host-keys.ts'
import { starlingOperations } from './starling.ts'
import { supportBundleOperations } from './support-bundle.ts'
import { transactionOperations } from './transaction.ts'
import { uploadOperations } from './upload.ts'
import { userOperations } from './user.ts'

export const operations: readonly SpsOperation[] = [
  ...entryPointOperations,
  ...authenticationOperations,
  ...userOperations,
  ...transactionOperations,
  ...configurationOperations,
  ...sshHostKeyOperations,
  ...applianceOperations,
  ...setupOperations,
  ...firmwareOperations,
  ...firmwareFetchOperations,
  ...uploadOperations,
  ...pluginOperations,
  ...supportBundleOperations,
  ...clusterOperations,
  ...clusterStatusOperations,
  ...starlingOperations,
  ...activeSessionOperations,
  ...auditOperations,
  ...auditStatisticsOperations,
  ...auditSessionOperations,
]
