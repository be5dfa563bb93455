/** The yardstick: bare Fastify routes that answer given bytes. Argument: `{ "routes": { "/path": { headers, body } } }`. */
import Fastify from 'fastify'

const { routes } = JSON.parse(process.argv[2])
const app = Fastify()
for (const [path, { headers, body }] of Object.entries(routes)) {
  app.get(path, (_request, reply) => {
    reply.headers(headers)
    return reply.send(body)
  })
}
await app.listen({ port: 0, host: '127.0.0.1' })
console.log(JSON.stringify({ url: `http://127.0.0.1:${app.server.address().port}` }))
process.on('SIGTERM', () => process.exit(0))
