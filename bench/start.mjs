/** How soon a fresh process answers, what it weighs then, and how soon it ends: `node bench/start.mjs`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../dist/cli/main.js')

for (let round = 0; round < 5; round++) {
  const start = performance.now()
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(child.stdout, 'data')
  await fetch(`${JSON.parse(String(line)).urls.control}/health`)
  const firstAnswerMs = performance.now() - start
  const residentMegabytes =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1000
  const told = performance.now()
  child.kill('SIGTERM')
  await once(child, 'exit')
  console.log({ firstAnswerMs, residentMegabytes, stopMs: performance.now() - told })
}
