import type { FastifyInstance } from 'fastify'
import { buildApp as compose } from '../app/app.ts'
import { configFromOptions } from '../config/load-config.ts'
import { openLog } from '../server/log.ts'
import { createKernel, openState, requestLimits } from '../server/server.ts'
import type { PamMockOptions } from './options.ts'

/**
 * The emulator as a bare Fastify app that listens nowhere, for `inject` and supertest. Options about ports and
 * certificates mean nothing to it.
 *
 * @throws an error whose message is one sentence: an option that is wrong, a broken fixture
 * @example
 * const app = await buildApp()
 * const answer = await app.inject({ url: '/api/authentication', headers: { authorization: `Basic ${credentials}` } })
 */
export async function buildApp(options: PamMockOptions = {}): Promise<FastifyInstance> {
  const config = configFromOptions(options)
  const logger = await openLog(config.log ?? 'silent')
  const state = await openState(config, logger)
  try {
    const app = await compose({
      kernel: createKernel(config, undefined, state?.store),
      explain: config.explain,
      limits: requestLimits(config),
      control: config.control ? { token: config.controlToken, hosts: config.controlHosts } : false,
      ...(logger ? { logger } : {}),
    })
    app.addHook('onClose', () => state?.close())
    await app.ready()
    return app
  } catch (error) {
    await state?.close()
    throw error
  }
}
