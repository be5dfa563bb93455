/** Starts an original on a free port of loopback, with the users and services that probes name. */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argumentsOf, registryOf, type Lives } from './configuration.ts'
import { fetchOriginal } from './fetch.ts'
import type { Side } from './play.ts'
import { sleep, type Services } from './services.ts'
import { ORIGINALS, type Table } from './tables.ts'

const START_PATIENCE = 240_000
const STOP_PATIENCE = 10_000

/** What Java 17 keeps to itself and these versions reach into. */
const OPENED = [
  ...[
    'lang',
    'lang.reflect',
    'util',
    'util.concurrent',
    'text',
    'net',
    'io',
    'nio',
    'math',
    'security',
    'time',
  ].map((name) => `java.base/java.${name}`),
  'java.base/sun.security.x509',
  'java.base/sun.net.www.protocol.https',
  'java.base/sun.nio.ch',
  'java.management/sun.management',
  'jdk.management/com.sun.management.internal',
  'java.naming/javax.naming',
]

export interface RunningOriginal extends Side {
  close(): Promise<void>
}

/** One that somebody else started. */
export function joinOriginal(base: string, services: Services): RunningOriginal {
  return { base: base.replace(/\/$/, ''), services, wait: sleep, close: async () => {} }
}

/** @throws Error when it does not come up; its log is in the message */
export async function startOriginal(
  table: Table,
  services: Services,
  lives: Lives,
): Promise<RunningOriginal> {
  const original = ORIGINALS[table]
  const { app, before } = fetchOriginal(original)
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-original-'))
  mkdirSync(join(folder, 'services'))
  for (const one of registryOf(table)) {
    writeFileSync(join(folder, 'services', `${one.name}-${one.id}.json`), JSON.stringify(one))
  }
  const port = await freePort()
  const isPacked = original.main.endsWith('WarLauncher')
  const own = isPacked ? app : `${join(app, 'WEB-INF/classes')}:${join(app, 'WEB-INF/lib')}/*`
  const log = openSync(join(folder, 'log.txt'), 'w')
  const child = spawn(
    'java',
    [
      '-Xmx700m',
      '-XX:TieredStopAtLevel=1',
      ...original.java,
      ...OPENED.flatMap((name) => ['--add-opens', `${name}=ALL-UNNAMED`]),
      '-cp',
      `${before}/*:${own}`,
      original.main,
      ...argumentsOf(table, { port, services: join(folder, 'services') }, lives),
    ],
    { cwd: folder, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  const base = `http://127.0.0.1:${port}/cas`
  const close = async (): Promise<void> => {
    await stop(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answering(`${base}/login`, child)
  } catch (error) {
    const tail = readFileSync(join(folder, 'log.txt'), 'utf8').slice(-3000)
    await close()
    throw new Error(`${original.said} did not come up:\n${tail}`, { cause: error })
  }
  return { base, services, wait: sleep, close }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < START_PATIENCE; waited += 500) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`)
    try {
      const { status } = await fetch(url)
      if (status === 200) return
    } catch {
      // Not listening yet.
    }
    await sleep(500)
  }
  throw new Error('It took too long.')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE)
  await ended
  clearTimeout(timer)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
