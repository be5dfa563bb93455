/** WireMock with a stub for one route, its journal on and bounded as ours is. Argument: `{ jar, route }`. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { jar, route } = JSON.parse(process.argv[2])
const root = mkdtempSync(join(tmpdir(), 'pam-mock-wiremock-'))
const port = await freePort()
const options = ['--port', port, '--bind-address', '127.0.0.1', '--root-dir', root]
const limits = ['--max-request-journal-entries', '10000', '--disable-banner']
const child = spawn('java', ['-jar', jar, ...options, ...limits].map(String), { stdio: 'ignore' })
process.on('exit', () => {
  child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))

const base = `http://127.0.0.1:${port}`
const { method, path, status, headers, body } = route
const mapping = { request: { method, url: path }, response: { status, headers, body } }
for (;;) {
  const made = await fetch(`${base}/__admin/mappings`, {
    method: 'POST',
    body: JSON.stringify(mapping),
  }).catch(() => undefined)
  if (made?.status === 201) break
  await new Promise((resolve) => void setTimeout(resolve, 200))
}
console.log(JSON.stringify({ authority: `127.0.0.1:${port}` }))

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address()
      server.close(() => resolve(free))
    })
  })
}
