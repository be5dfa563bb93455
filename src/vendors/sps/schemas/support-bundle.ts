/** Support bundles. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { item, keyed, list } from './common.ts'

const progress = () => z.strictObject({ status: z.enum(['in-progress', 'finished']) })

export const bundleProgress = deferred(() => keyed(progress()))
export const bundleList = deferred(() => list(item({ body: progress() })))
