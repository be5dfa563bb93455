/** Every path of the surface and what is done there: built once, and shared by all emulators of a process. */
import { servedUnder } from '../../kernel/surface/operation.ts'
import { orderOperations } from './operations/configuration.ts'
import { operations } from './operations/index.ts'
import { SiteMap } from './site-map.ts'

export const ROOT = '/api'

/** Every operation where it is served. */
export const served = servedUnder([ROOT], operations)

/** The orders of collections have paths too, and no page of the guide that would name what is done there. */
export const siteMap = new SiteMap(served, servedUnder([ROOT], orderOperations))
