/** Mockttp with a stub for one route. Argument: `{ folder, route }`; `folder` is where its package is. */
import { createRequire } from 'node:module'
import { join } from 'node:path'

const { folder, route } = JSON.parse(process.argv[2])
const { getLocal } = createRequire(join(folder, 'package.json'))('mockttp')
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))

const server = getLocal()
await server.start()
// It frames a body by itself only where no headers are given.
const headers = { ...route.headers, 'content-length': String(Buffer.byteLength(route.body)) }
await server.forGet(route.path).thenReply(route.status, route.body, headers)
console.log(JSON.stringify({ authority: `127.0.0.1:${server.port}` }))
