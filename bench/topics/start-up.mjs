/**
 * How soon a fresh process answers, and what it weighs when it idles, against a process of bare Fastify; and how soon one
 * more emulator of a process answers, which is what a test suite waits for, against one more bare Fastify.
 */
import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import Fastify from 'fastify'
import { startPamMock } from '../../dist/index.js'
import { atMost, atMostOrTimes, ratioAtMost } from '../support/bars.mjs'
import { reads, routeOf } from '../support/calls.mjs'
import { serve, start } from '../support/processes.mjs'
import { inTurns, row, timeOf } from '../support/rounds.mjs'

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js')
const IDLE_MS = 500
/** So many emulators later V8 has compiled what there is to compile. */
const WARM_UP = 50

export function estimate({ rounds, samples }) {
  return (rounds + 1) * 3 + (WARM_UP + rounds * samples) / 50
}

export async function run({ rounds, samples }) {
  const authorization = `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}`
  const call = reads({ xtam: { authorization } })['XTAM record unlock']
  return [...(await freshProcess(call, rounds)), await warmProcess(call, rounds, samples)]
}

async function freshProcess(call, rounds) {
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
    row({ name: 'start to first answer / bare Fastify', unit: 'ms', bar: ratioAtMost(1) }, ...of('ms')),
    row({ name: 'memory when idle / bare Fastify', unit: 'MB', bar: atMost(95) }, ...of('megabytes')),
  ]
}

async function warmProcess(call, rounds, samples) {
  const starts = [
    async () => {
      const app = Fastify()
      app.get(call.path, (_request, reply) => reply.send('{}'))
      await app.listen({ port: 0, host: '127.0.0.1' })
      return { base: `http://127.0.0.1:${app.server.address().port}`, close: () => app.close() }
    },
    async () => {
      const mock = await startPamMock()
      return { base: new URL(mock.urls.control).origin, close: () => mock.close() }
    },
  ]
  const measures = starts.map((startOne) => {
    let open
    const act = async () => {
      open = await startOne()
      await answerTo(open.base, call)
    }
    return (times) => timeOf(act, times, () => open?.close()).finally(() => open?.close())
  })
  for (const measure of measures) await measure(WARM_UP)
  const figures = await inTurns(
    measures.map((measure) => () => measure(samples)),
    rounds,
  )
  const name = 'one more emulator in a warm process to its first answer / bare Fastify'
  return row({ name, unit: 'ms', bar: atMostOrTimes(10, 5) }, ...figures)
}

async function answerTo(base, { path, headers }) {
  const [answer] = await once(get(base + path, { headers, agent: false }), 'response')
  if (answer.statusCode !== 200) throw new Error(`${base}${path} answered ${answer.statusCode}.`)
  await once(answer.resume(), 'end')
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
