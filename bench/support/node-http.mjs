/** The other yardstick: Node's own server and a look-up of the path; bodies are read, not parsed. Its argument is `fastify.mjs`'s. */
import * as http from 'node:http'
import * as https from 'node:https'
import { certificate } from './certificate.mjs'
import { tellPrice } from './price.mjs'

const { routes, https: secure } = JSON.parse(process.argv[2])
const answers = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]))
const answer = (request, response) => {
  const { status, headers, body } = answers.get(`${request.method} ${request.url}`)
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}
const listener = (request, response) => {
  if (request.method === 'GET') return answer(request, response)
  request.resume().on('end', () => answer(request, response))
}
const server = secure ? https.createServer(await certificate(), listener) : http.createServer(listener)
server.listen({ port: 0, host: '127.0.0.1' }, () => {
  console.log(JSON.stringify({ authority: `127.0.0.1:${server.address().port}` }))
})
process.on('SIGTERM', () => process.exit(0))
tellPrice()
