/** Servers in processes of their own, gone when this one ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const running = new Set()

/** Starts a script of this folder, which is told `argument` as JSON. */
export function serve(script, argument = {}) {
  return start(join(import.meta.dirname, script), [JSON.stringify(argument)])
}

/** @returns `ready`, the JSON that the script printed as its first line, and ways to weigh and to stop it */
export async function start(path, args) {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  running.add(child)
  let questions = 0
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${path} ended with ${code} before it was ready.`)
    }),
  ])
  return {
    ready: JSON.parse(line),
    /** Asks what `price.mjs` answers. */
    async ask(question) {
      const id = ++questions
      child.send({ id, question })
      for (;;) {
        const [message] = await once(child, 'message')
        if (message.id === id) return message.answer
      }
    },
    megabytes: () => residentMegabytes(child.pid),
    async stop() {
      running.delete(child)
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Does something with servers and stops them afterwards. */
export async function withServers(starting, work) {
  const servers = await Promise.all(starting)
  try {
    return await work(...servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function residentMegabytes(pid) {
  if (process.platform !== 'linux') throw new Error('Memory is read from /proc, which only Linux has.')
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
