import { existsSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../../../test/support/data-folder.ts'
import { UserError } from '../../errors.ts'
import { openDurable } from './durable.ts'
import { lock } from './lock.ts'

describe('a data file in use', () => {
  it('is refused to the next, until it is released', async () => {
    const file = dataFile()
    const held = await lock(file)
    await expect(lock(file)).rejects.toThrow(
      new UserError(`The data file ${file} is in use by another process; stop that one first.`),
    )
    await held.release()
    const again = await lock(file)
    await again.release()
    expect(readdirSync(dirname(file))).toEqual([])
  })

  it('goes to one of many who want it at once', async () => {
    const file = dataFile()
    const wants = await Promise.allSettled(Array.from({ length: 20 }, () => lock(file)))
    const held = wants.filter((one) => one.status === 'fulfilled')
    expect(held).toHaveLength(1)
    await held[0]!.value.release()
  })

  it('is free again when its process was killed', async () => {
    const file = dataFile()
    // What a killed process leaves: a socket that nobody listens on.
    await leaveSocket(`${file}.lock`)
    expect(existsSync(`${file}.lock`)).toBe(true)
    const wants = await Promise.allSettled(Array.from({ length: 10 }, () => lock(file)))
    const held = wants.filter((one) => one.status === 'fulfilled')
    expect(held).toHaveLength(1)
    await held[0]!.value.release()
  })

  it('is the same file by whichever path', async () => {
    const file = dataFile()
    const link = join(dirname(file), 'link')
    symlinkSync(dirname(file), link)
    const held = await openDurable(file)
    await expect(openDurable(join(link, 'state.json'))).rejects.toThrow('in use by another process')
    await held.close()
  })

  it.runIf(process.platform === 'linux')('may have a path that is too long for a socket', async () => {
    const folder = join(dirname(dataFile()), 'a'.repeat(120))
    mkdirSync(folder)
    const held = await lock(join(folder, 'state.json'))
    await expect(lock(join(folder, 'state.json'))).rejects.toThrow('in use')
    await held.release()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a place for a data file', () => {
  it('must be a folder that is there', async () => {
    const file = dataFile()
    await expect(openDurable(join(file, 'nowhere', 'state.json'))).rejects.toThrow(
      new UserError(
        `The data file ${join(file, 'nowhere', 'state.json')} cannot be used: there is no such file or folder.`,
      ),
    )
    writeFileSync(file, '')
    await expect(openDurable(join(file, 'state.json'))).rejects.toThrow(UserError)
  })
})

/** A socket file that outlived its listener: closing removes a file by its name, so it gets another name before. */
async function leaveSocket(path: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(`${path}.tmp`, resolve))
  linkSync(`${path}.tmp`, path)
  await new Promise((resolve) => void server.close(resolve))
}
