import type { IncomingHttpHeaders, OutgoingHttpHeaders, Server } from 'node:http'
import { buildApp as compose } from '../app/app.ts'
import { configFromOptions } from '../config/load-config.ts'
import { openLog } from '../server/log.ts'
import { createKernel, openState, requestLimits } from '../server/server.ts'
import type { PamMockOptions } from './options.ts'

/** A request for {@link PamMockApp.inject}. */
export interface AppRequest {
  readonly method?: string
  /** Path and query. */
  readonly url: string
  readonly headers?: IncomingHttpHeaders | OutgoingHttpHeaders
  /** Anything that is no text and no bytes goes as JSON. */
  readonly payload?: string | object | Buffer
}

/** What was answered to it. */
export interface AppAnswer {
  readonly statusCode: number
  readonly headers: OutgoingHttpHeaders
  readonly body: string
  readonly rawPayload: Buffer
  // As Fastify has it: a caller says what it is.
  /* eslint-disable-next-line typescript/no-explicit-any */
  json(): any
}

/** The emulator without a port; it is a Fastify app, of which this is what a test needs. */
export interface PamMockApp {
  /** For supertest. */
  readonly server: Server
  /** Asks it, without a wire. */
  inject(request: string | AppRequest): Promise<AppAnswer>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * The emulator as a bare Fastify app that listens nowhere, for `inject` and supertest. Options about ports and
 * certificates mean nothing to it.
 *
 * @throws an error whose message is one sentence: an option that is wrong, a broken fixture
 * @example
 * const app = await buildApp()
 * const answer = await app.inject({ url: '/api/authentication', headers: { authorization: `Basic ${credentials}` } })
 */
export async function buildApp(options: PamMockOptions = {}): Promise<PamMockApp> {
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
