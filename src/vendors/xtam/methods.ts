/** Answers the methods that a path does not have, as JAX-RS does: 405, or OPTIONS with what is allowed. */
import type { FastifyInstance } from 'fastify'
import { XtamError, because } from './errors.ts'

/**
 * Watches which routes a scope gets. Call the result after the last one.
 *
 * @example
 * const closeMethods = watchMethods(app)
 * app.get('/user/whoami', …)
 * closeMethods() // POST /user/whoami now answers 405 with "Allow: GET, HEAD, OPTIONS"
 */
export function watchMethods(app: FastifyInstance): () => void {
  const paths = new Map<string, Set<string>>()
  let isOpen = true
  app.addHook('onRoute', ({ url, method }) => {
    if (!isOpen) return
    const methods = paths.get(url) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    paths.set(url, methods)
  })
  return () => {
    isOpen = false
    for (const [path, methods] of paths) close(app, path.slice(app.prefix.length), methods)
  }
}

function close(app: FastifyInstance, url: string, methods: ReadonlySet<string>): void {
  const allow = [...new Set([...methods, 'OPTIONS'])].join(', ')
  if (!methods.has('OPTIONS')) {
    app.route({
      method: 'OPTIONS',
      url,
      prefixTrailingSlash: 'slash',
      handler: (_request, reply) => reply.header('allow', allow).send(),
    })
  }
  app.route({
    method: app.supportedMethods.filter((one) => !methods.has(one) && one !== 'OPTIONS'),
    url,
    prefixTrailingSlash: 'slash',
    exposeHeadRoute: false,
    handler: (request, reply) => {
      reply.header('allow', allow)
      throw new XtamError(
        'method-not-allowed',
        because(
          'method.not-allowed',
          `"${request.method}" was sent where ${allow} are allowed.`,
          'JAX-RS: 405 with Allow for a method that the resource does not have',
        ),
      )
    },
  })
}
