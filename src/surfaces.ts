/** The products that are emulated. The one place that names them all. */
import type { AnySurface } from './kernel/surface/surface.ts'
import { pmp } from './vendors/pmp/index.ts'
import { sps } from './vendors/sps/index.ts'
import { xtam } from './vendors/xtam/index.ts'

export const surfaces: readonly AnySurface[] = [xtam, sps, pmp]
