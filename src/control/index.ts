/** The control plane: what the people who run tests ask of the mock itself. */
import type { FastifyPluginAsync } from 'fastify'
import type { Kernel } from '../kernel/kernel.ts'

export interface ControlOptions {
  /** A token that every call must carry as `Authorization: Bearer …`; none by default. */
  readonly token?: string
  /** Host names that may be used besides loopback ones. */
  readonly hosts?: readonly string[]
}

export const controlPlane: FastifyPluginAsync<ControlOptions & { kernel: Kernel }> = async () => undefined
