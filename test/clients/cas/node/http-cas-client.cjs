/** Pages behind http-cas-client, on Node's own server: /page, and a proxy at /front that calls /back. Argument: URL of CAS. */
const http = require('node:http')
const httpCasClient = require('http-cas-client')

const cas = process.argv[2]
const handlers = {}

const server = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://app')
  const name = pathname.split('/')[1]
  try {
    if (name === 'leave') return response.writeHead(302, { location: `${cas}/logout` }).end()
    if (!(await handlers[name](request, response))) return response.end()
    const { principal, ticket } = request
    const target = searchParams.get('for')
    const called = target === null ? {} : { called: (await (await ticket.request(target)).get('')).data }
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ ...principal, ...called }))
  } catch (error) {
    response.statusCode = 500
    response.end(error.message)
  }
})

server.listen(0, '127.0.0.1', () => {
  const serverName = `http://127.0.0.1:${server.address().port}`
  const common = { casServerUrlPrefix: cas, serverName }
  handlers.page = httpCasClient(common)
  handlers.cas2 = httpCasClient({ ...common, cas: 2 })
  handlers.renew = httpCasClient({ ...common, client: { renew: true } })
  handlers.gateway = httpCasClient({ ...common, client: { gateway: true } })
  const callback = { callbackUrl: `${serverName}/front/callback`, receptorUrl: '/front/callback' }
  handlers.front = httpCasClient({ ...common, client: { proxy: callback } })
  handlers.back = httpCasClient({ ...common, client: { proxy: { acceptAny: true } } })
  console.log(serverName)
})
