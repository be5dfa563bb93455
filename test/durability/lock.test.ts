/** A process is ended, or stopped while another one comes, before and after each call that it makes for the lock of `--data`. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { lock } from '../../src/kernel/store/durable/lock.ts'
import { build } from '../support/cli.ts'
import { dataFile } from '../support/data-folder.ts'

beforeAll(build, 120_000)

const SCRIPT = join(import.meta.dirname, 'locker.mjs')
const isLinux = process.platform === 'linux'

interface Locker {
  readonly child: ChildProcess
  /** The first line that it prints; nothing when it ends before. */
  readonly said: Promise<string | undefined>
}

function start(file: string, ...how: string[]): Locker {
  const child = spawn(process.execPath, [SCRIPT, file, ...how], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const said = new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve)
    child.once('close', () => resolve(undefined))
  })
  return { child, said }
}

async function kill({ child }: Locker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Before the lock is taken: nothing, or what a killed process leaves. */
const FOUND: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'a free place': async () => undefined,
  'the lock of a killed process': async (file) => {
    const killed = start(file)
    expect(await killed.said).toBe('held')
    await kill(killed)
    expect(existsSync(`${file}.lock`)).toBe(true)
  },
}

/** Every call, before and after: until the process has the lock without having come to that call. */
async function atEachCall(
  find: (file: string) => Promise<void>,
  how: 'kill' | 'stop',
  meet: (file: string, locker: Locker, place: string) => Promise<void>,
): Promise<number> {
  const isOver = { before: false, after: false }
  let places = 0
  for (let call = 1; !(isOver.before && isOver.after); call++) {
    const moments = (['before', 'after'] as const).filter((when) => !isOver[when])
    await Promise.all(
      moments.map(async (when) => {
        const file = dataFile()
        await find(file)
        const locker = start(file, how, when, String(call))
        if (how === 'stop') await Promise.race([locker.said, stopped(locker.child)])
        const isThrough = how === 'stop' ? !isStopped(locker.child) : (await locker.said) === 'held'
        if (isThrough && (await locker.said) === 'held') isOver[when] = true
        else {
          places++
          await meet(file, locker, `${when} call ${call}`)
        }
        await kill(locker)
      }),
    )
  }
  return places
}

describe.runIf(isLinux).each(Object.entries(FOUND))(
  'where there is %s',
  { timeout: 180_000 },
  (_what, find) => {
    it('a process that is killed at any call leaves the lock to the next', async () => {
      const places = await atEachCall(find, 'kill', async (file, locker, place) => {
        await kill(locker)
        const held = await lock(file).catch((error: Error) => `${place}: ${error.message}`)
        if (typeof held === 'string') throw new Error(held)
        await expect(lock(file)).rejects.toThrow('in use')
        await held.release()
      })
      expect(places).toBeGreaterThanOrEqual(5)
    })

    it('of a process that is stopped at any call and one that comes meanwhile, just one has the lock', async () => {
      const places = await atEachCall(find, 'stop', async (file, locker, place) => {
        const held = await lock(file).catch(() => undefined)
        locker.child.kill('SIGCONT')
        const said = await locker.said
        expect([place, said === 'held', held === undefined]).toEqual([
          place,
          held === undefined,
          said === 'held',
        ])
        await expect(lock(file)).rejects.toThrow('in use')
        await held?.release()
        await kill(locker)
        await (await lock(file)).release()
      })
      expect(places).toBeGreaterThanOrEqual(5)
    })

    it('a process that is stopped while another one comes and goes has the lock then, and alone', async () => {
      await atEachCall(find, 'stop', async (file, locker, place) => {
        const held = await lock(file).catch(() => undefined)
        await held?.release()
        locker.child.kill('SIGCONT')
        expect([place, await locker.said]).toEqual([place, 'held'])
        await expect(lock(file)).rejects.toThrow('in use')
      })
    })
  },
)

it.runIf(isLinux)(
  'a lock that was taken meanwhile stays, wherever one is killed that has found a killed process’s',
  { timeout: 180_000 },
  async () => {
    /** Whether somebody listens is the fourth that it asks: the answer is no, and then it is stopped. */
    const ASKED = 4
    for (let call = ASKED + 1; call < ASKED + 7; call++)
      await Promise.all(
        ['before', 'after'].map(async (when) => {
          const file = dataFile()
          await FOUND['the lock of a killed process']!(file)
          const locker = start(file, 'stop', 'after', String(ASKED), 'kill', when, String(call))
          await stopped(locker.child)
          const held = await lock(file)
          locker.child.kill('SIGCONT')
          expect(await locker.said).not.toBe('held')
          await expect(lock(file)).rejects.toThrow('in use')
          await held.release()
          await kill(locker)
          await (await lock(file)).release()
        }),
      )
  },
)

describe.runIf(isLinux)('what no killed process leaves', () => {
  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a file', (path: string) => writeFileSync(path, '1234\n')],
    ['a link to nothing', (path: string) => symlinkSync('nowhere', path)],
    ['a link to the lock of another', (path: string) => symlinkSync('other.lock', path)],
  ])('as the lock is refused and left alone: %s', async (_what, make) => {
    const file = dataFile()
    const other = await lock(join(dirname(file), 'other'))
    make(`${file}.lock`)
    await expect(lock(file)).rejects.toThrow(/is no socket of pam-mock; take it away/)
    await other.release()
  })

  it('needs a folder that takes new files', async () => {
    const file = process.getuid?.() === 0 ? '/proc/self/state.json' : dataFile()
    if (process.getuid?.() !== 0) chmodSync(dirname(file), 0o555)
    await expect(lock(file)).rejects.toThrow(/cannot be locked: no socket can be made beside it/)
  })
})

/** Resolves when a process does not run any more, for now or for good. */
async function stopped(child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && !isStopped(child)) await sleep(10)
}

function isStopped({ pid }: ChildProcess): boolean {
  try {
    return / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\)/, ' '))
  } catch {
    return false
  }
}
