/** User name and password of a request, as HTTP Basic carries them. */
import fastifyBasicAuth from '@fastify/basic-auth'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Credentials } from '../call.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** User name and password, where they are read. */
    spsCredentials: Credentials | undefined
  }
}

/** The readers of apps by their servers: a method without a route (`PROPFIND`) is answered outside of the surface's scope. */
const readers = new WeakMap<object, FastifyInstance>()

/** Installs the reader in the surface's scope. */
export async function installCredentials(app: FastifyInstance): Promise<void> {
  await app.register(fastifyBasicAuth, {
    validate: (user, password, request, _reply, done) => {
      request.spsCredentials = { user, password }
      done()
    },
  })
  readers.set(app.server, app)
}

/** Reads them. @throws an error of the framework's reader when they are not well formed */
export function readCredentials(request: FastifyRequest, reply: FastifyReply): Credentials | undefined {
  let fault: Error | undefined
  // It calls back at once, since whether they are right is asked later.
  readers.get(request.server.server)?.basicAuth(request, reply, (error) => {
    fault = error
  })
  if (fault) throw fault
  return request.spsCredentials
}
