import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { book, openShelf } from '../../../../test/support/kept-shelf.ts'
import { UserError } from '../../errors.ts'
import { Store } from '../store.ts'
import { openDurable } from './durable.ts'

/** What may lie where a file is expected. No test touches a device: what is not regular is treated alike. */
const IRREGULAR: Readonly<Record<string, (path: string) => void | Promise<void>>> = {
  'a pipe': (path) => void execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  'a socket': listenAt,
  'a link to a pipe': (path) => {
    execFileSync('mkfifo', [`${path}.pipe`])
    symlinkSync(`${path}.pipe`, path)
  },
  'a link to nothing': (path) => symlinkSync(`${path}.nothing`, path),
}

/** What every file is, by name. */
function kinds(file: string): Record<string, string> {
  const folder = dirname(file)
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const { mode, ino } = lstatSync(join(folder, name))
      return [name, `${mode} ${ino}`]
    }),
  )
}

async function expectRefusal(file: string, message: RegExp): Promise<void> {
  const before = kinds(file)
  const open = async (): Promise<void> => {
    const durable = await openDurable(file)
    try {
      new Store(durable.store).load()
    } finally {
      await durable.close()
    }
  }
  const refusal = await open().catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(UserError)
  expect((refusal as Error).message).toMatch(message)
  expect(kinds(file)).toEqual(before)
}

describe.skipIf(process.platform === 'win32')('what is no regular file is refused and left alone,', () => {
  const all = Object.entries(IRREGULAR)

  it.each(all)('%s as the data file', async (_, make) => {
    const file = dataFile()
    await make(file)
    await expectRefusal(file, /cannot be used: (it is not a regular file|there is no such file or folder)\.$/)
  })

  it.each(all)('%s as a part of the log, the next state, or a part that counts no more', async (_, make) => {
    for (const name of ['.2.log', '.tmp', '.1.log', '.3.log']) {
      const file = dataFile()
      const { file: adapter, books } = openShelf(file)
      books.put('2', book('Two'))
      await adapter.close()
      rmSync(file + name, { force: true })
      await make(file + name)
      await expectRefusal(file, /cannot be used: it is not a regular file\.$/)
    }
  })

  it.each(all.filter(([kind]) => kind !== 'a socket'))('%s as the lock', async (_, make) => {
    const file = dataFile()
    await make(`${file}.lock`)
    await expectRefusal(
      file,
      /cannot be locked: .*state\.json\.lock is no socket of pam-mock; take it away, or/,
    )
  })

  it('a file as the lock', async () => {
    const file = dataFile()
    writeFileSync(`${file}.lock`, 'of somebody')
    await expectRefusal(file, /state\.json\.lock is no socket of pam-mock/)
  })

  it('but a link to a file is followed', async () => {
    const file = dataFile()
    const { file: adapter } = openShelf(file)
    await adapter.close()
    const link = `${file}.link`
    symlinkSync(file, link)
    const durable = await openDurable(link)
    await expect(openDurable(file)).rejects.toThrow('in use by another process')
    await durable.close()
  })
})

async function listenAt(path: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(path, resolve))
  onTestFinished(() => {
    server.close()
    try {
      unlinkSync(path)
    } catch {
      // Closing has taken it away.
    }
  })
}
