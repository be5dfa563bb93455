// @ts-check
// Containers of an image that buildah runs, for scripts/check-image.mjs.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Longer than a start or an end takes, on a machine that is busy. */
const LONGEST_MS = 30_000

/**
 * @param {{ image: string, buildah: (...args: string[]) => { code: number, output: string }, env: NodeJS.ProcessEnv, faults: string[] }} parts
 */
export function containers({ image, buildah, env, faults }) {
  /** Hands a container over that does not run by itself. @param {(container: string) => void} act */
  const using = (act) => {
    const container = buildah('from', '--pull-never', image).output.trim()
    try {
      act(container)
    } finally {
      buildah('rm', container)
    }
  }

  /**
   * Starts the image's own command, and waits until it says that it is ready.
   *
   * @param {Record<string, string>} variables beside its port
   * @param {string[]} flags of `buildah run`
   * @param {{ readOnly?: boolean }} options `readOnly`: no folder may be written to by a user who does not own it
   */
  const start = async (variables, flags = [], { readOnly = false } = {}) => {
    const container = buildah('from', '--pull-never', image).output.trim()
    const root = buildah('mount', container).output.trim()
    if (readOnly) spawnSync('find', [root, '-xdev', '-type', 'd', '-exec', 'chmod', 'a-w', '{}', '+'])
    const before = filesIn(root)
    const port = await freePort()
    const set = Object.entries({ PAM_MOCK_PORT: String(port), ...variables })
    const given = [...flags, ...set.flatMap(([name, value]) => ['--env', `${name}=${value}`])]
    const since = Date.now()
    const args = ['run', ...given, container, '--', 'pam-mock', '--json']
    const child = spawn('buildah', args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    await Promise.race([once(child.stdout, 'data'), ended, wait(LONGEST_MS, undefined, { ref: false })])
    if (child.exitCode !== null) faults.push(`ends with ${child.exitCode} before it is ready`)
    return {
      url: `http://127.0.0.1:${port}`,
      readyMs: Date.now() - since,
      isHealthy: () => buildah('run', ...given, container, '--', 'pam-mock', 'health').code === 0,
      /** Files that were not there before. */
      written: () => filesIn(root).filter((name) => !before.includes(name)),
      /** Sends SIGTERM. @returns {Promise<{ code: number | null, ms: number }>} */
      end: async () => {
        const signalled = Date.now()
        if (child.exitCode === null) process.kill(innermost(child.pid ?? 0), 'SIGTERM')
        await Promise.race([ended, wait(LONGEST_MS, undefined, { ref: false })])
        const result = { code: child.exitCode, ms: Date.now() - signalled }
        // What holds the container goes when the program in it does, and not the other way round.
        if (child.exitCode === null) process.kill(innermost(child.pid ?? 0), 'SIGKILL')
        await ended
        buildah('rm', container)
        return result
      },
    }
  }

  return { using, start }
}

/** Files of others than root, as whom buildah puts its own there. @param {string} root @returns {string[]} */
function filesIn(root) {
  const wanted = ['-xdev', '-type', 'f', '!', '-uid', '0', '-printf', '/%P\n']
  const { stdout } = spawnSync('find', [root, ...wanted], { encoding: 'utf8' })
  return stdout.split('\n').filter((name) => name !== '')
}

/** The program itself, below the processes that hold its container. @param {number} pid @returns {number} */
function innermost(pid) {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  const child = Number(stdout.split('\n')[0])
  return child > 0 ? innermost(child) : pid
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}
