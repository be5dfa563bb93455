// @ts-check
// Holds a watched server for who sends it requests.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** @typedef {{ heap: number, handles: number, descriptors: number }} Usage */

/** @param {object} options as of the configuration */
export async function startWatched(options = {}) {
  const child = fork(join(import.meta.dirname, 'served.mjs'), [JSON.stringify({ port: 0, ...options })], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [{ authority }] = await once(child, 'message')
  /** @param {string} what */
  const ask = async (what) => {
    const answer = once(child, 'message')
    child.send(what)
    return (await answer)[0][what]
  }
  return {
    authority: /** @type {string} */ (authority),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    /** What held the loop since the last time, longest first. @returns {Promise<[label: string, ms: number][]>} */
    stalls: async () =>
      (await ask('stalls')).toSorted((/** @type {any} */ a, /** @type {any} */ b) => b[1] - a[1]),
    /** @returns {Promise<Usage>} */
    usage: () => ask('usage'),
    /** Changes so many rows. @param {number} rows */
    grow: (rows) => ask(`grow ${rows}`),
    async stop() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
