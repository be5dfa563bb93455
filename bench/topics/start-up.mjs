/** How soon a fresh process answers, and what it weighs when it idles, against a process of bare Fastify. */
import { join } from 'node:path'
import { atMost } from '../support/bars.mjs'
import { reads, routeOf } from '../support/calls.mjs'
import { serve, start } from '../support/processes.mjs'
import { inTurns, row } from '../support/rounds.mjs'

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js')
const IDLE_MS = 500

export function estimate({ rounds }) {
  return (rounds + 1) * 3
}

export async function run({ rounds }) {
  const authorization = `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}`
  const call = reads({ xtam: { authorization } })['XTAM record unlock']
  const startMock = async () => {
    const server = await start(MAIN, ['--port', '0', '--json', '--log', 'silent'])
    return { ...server, base: new URL(server.ready.urls.control).origin }
  }
  const route = await answered(await startMock(), call)
  const startFastify = async () => {
    const server = await serve('fastify.mjs', { routes: [route.answer] })
    return { ...server, base: `http://${server.ready.authority}` }
  }
  const measures = [startFastify, startMock].map((starts) => async () => {
    const began = performance.now()
    const { at, megabytes } = await answered(await starts(), call)
    return { ms: at - began, megabytes }
  })
  const [fastify, mock] = await inTurns(measures, rounds)
  const of = (what) => [fastify, mock].map((figures) => figures.map((figure) => figure[what]))
  return [
    row({ name: 'start to first answer / bare Fastify', unit: 'ms', bar: atMost(500) }, ...of('ms')),
    row({ name: 'memory when idle / bare Fastify', unit: 'MB', bar: atMost(100) }, ...of('megabytes')),
  ]
}

/** The first answer of a server: what it was, when it came, and what the process weighs a moment later. */
async function answered({ base, megabytes, stop }, call) {
  try {
    const answer = await routeOf(base, call)
    const at = performance.now()
    await new Promise((resolve) => void setTimeout(resolve, IDLE_MS))
    return { answer, at, megabytes: megabytes() }
  } finally {
    await stop()
  }
}
