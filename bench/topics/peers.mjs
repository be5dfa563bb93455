/**
 * Other mock servers beside this one: the same PMP password, from a stub of theirs, with their record of requests on. They are
 * fetched when this is run, by npm and Maven, so it is run by name alone. MSW has no port; it answers `fetch` within a
 * process, so there the same loop of `fetch` asks both.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { reads, routeOf, signIn } from '../support/calls.mjs'
import { race, raceSeconds } from '../support/load.mjs'
import { serve, start, withServers } from '../support/processes.mjs'
import { inTurns, row } from '../support/rounds.mjs'

const execute = promisify(execFile)
const FOLDER = join(tmpdir(), 'pam-mock-bench-peers')
const WIREMOCK = '3.13.1'
const JAR = join(FOLDER, `wiremock-standalone-${WIREMOCK}.jar`)
const PACKAGES = ['mockttp@4.6.5', 'msw@2.11.6']
const READ = 'PMP password'
const CONNECTIONS = 16

export function estimate(effort) {
  return raceSeconds(3, effort) + 2 * effort.rounds * effort.seconds + 60
}

export async function run(effort) {
  await fetchPeers()
  const peer = (name, argument) =>
    start(join(import.meta.dirname, `../support/peers/${name}.mjs`), [
      JSON.stringify({ folder: FOLDER, ...argument }),
    ])
  return withServers([serve('mock.mjs')], async (mock) => {
    const base = `http://${mock.ready.authority}`
    const call = reads(await signIn(base))[READ]
    const route = await routeOf(base, call)
    const peers = [peer('wiremock', { route, jar: JAR }), peer('mockttp', { route })]
    const loops = [peer('fetching', { url: base + call.path, headers: call.headers }), peer('msw', { route })]
    return withServers([...peers, ...loops], async (wiremock, mockttp, fetching, msw) => {
      const targets = [wiremock, mockttp, mock].map(({ ready }) => ({
        url: `http://${ready.authority}${call.path}`,
        headers: call.headers,
        connections: CONNECTIONS,
      }))
      const [byWiremock, byMockttp, byMock] = await race(targets, effort)
      const seconds =
        ({ ask }) =>
        async () =>
          (await ask({ seconds: effort.seconds })).rate
      const [byFetching, byMsw] = await inTurns([seconds(fetching), seconds(msw)], effort.rounds)
      return [
        row({ name: `${READ} / WireMock ${WIREMOCK}`, unit: '1/s' }, byWiremock, byMock),
        row({ name: `${READ} / ${PACKAGES[0]}`, unit: '1/s' }, byMockttp, byMock),
        row(
          {
            name: `${READ}, by fetch over a port / ${PACKAGES[1]}, by fetch within the process`,
            unit: '1/s',
          },
          byMsw,
          byFetching,
        ),
      ]
    })
  })
}

async function fetchPeers() {
  mkdirSync(FOLDER, { recursive: true })
  if (!existsSync(join(FOLDER, 'node_modules/msw')))
    await execute('npm', ['install', '--prefix', FOLDER, '--no-save', '--ignore-scripts', ...PACKAGES])
  const artifact = `org.wiremock:wiremock-standalone:${WIREMOCK}`
  if (!existsSync(JAR))
    await execute('mvn', ['-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${FOLDER}`])
}
