/** MSW with a handler for one route, and the loop that asks it. Argument: `{ folder, route }`. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { tellRate } from './fetching.mjs'

const { folder, route } = JSON.parse(process.argv[2])
const load = createRequire(join(folder, 'package.json'))
const { http, HttpResponse } = load('msw')
const { setupServer } = load('msw/node')
const URL_ = `http://product.test${route.path}`
setupServer(http.get(URL_, () => new HttpResponse(route.body, { headers: route.headers }))).listen()
tellRate(URL_, {})
