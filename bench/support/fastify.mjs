/**
 * The yardstick: bare Fastify routes that parse what they are sent and answer given bytes. Argument:
 * `{ routes: [{ method, path, status, headers, body }], https? }`.
 */
import Fastify from 'fastify'
import { tellPrice } from './price.mjs'

const { routes, https } = JSON.parse(process.argv[2])
// What no route needs is not loaded: how soon this process answers is a yardstick, too.
const app = Fastify(https ? { https: await (await import('./certificate.mjs')).certificate() } : {})
if (routes.some(({ method }) => method !== 'GET')) app.register(import('@fastify/formbody'))
// What PMP takes: JSON behind a name.
app.addContentTypeParser('text/json', { parseAs: 'string' }, async (_request, body) =>
  JSON.parse(body.slice('INPUT_DATA='.length)),
)
for (const { method, path, status, headers, body } of routes) {
  app.route({
    method,
    url: path,
    handler: (_request, reply) => reply.code(status).headers(headers).send(body),
  })
}
await app.listen({ port: 0, host: '127.0.0.1' })
console.log(JSON.stringify({ authority: `127.0.0.1:${app.server.address().port}` }))
process.on('SIGTERM', () => process.exit(0))
tellPrice()
