/** The other yardstick: Node's own server and a look-up of the path. The same argument as `fastify.mjs`, for reads. */
import * as http from 'node:http'
import * as https from 'node:https'
import { certificate } from './certificate.mjs'

const { routes, https: secure } = JSON.parse(process.argv[2])
const answers = new Map(routes.map((route) => [route.path, route]))
const listener = (request, response) => {
  const { status, headers, body } = answers.get(request.url)
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}
const server = secure ? https.createServer(await certificate(), listener) : http.createServer(listener)
server.listen({ port: 0, host: '127.0.0.1' }, () => {
  console.log(JSON.stringify({ authority: `127.0.0.1:${server.address().port}` }))
})
process.on('SIGTERM', () => process.exit(0))
