/** Starts a server of this folder in a process of its own and waits for its ready line. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

const running = new Set()

/** @returns the JSON that the script printed as its first line, and how to stop it */
export async function serve(script, argument = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${script} ended with ${code} before it was ready.`)
    }),
  ])
  return {
    ...JSON.parse(line),
    async stop() {
      running.delete(child)
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
