import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fetch } from 'undici'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, start } from '../support/cli.ts'
import { dataFile } from '../support/data-folder.ts'
import { book, openShelf } from '../support/kept-shelf.ts'
import { ForgetfulDisk } from './forgetful-disk.mjs'
import { randomOf } from './random.mjs'

const FIXTURES = join(import.meta.dirname, 'fixtures/0.1.0')

beforeAll(build, 120_000)

/** A copy of what 0.1.0 wrote. @returns the data file */
function written(name: string): string {
  const file = join(dirname(dataFile()), name)
  for (const one of readdirSync(FIXTURES).filter((other) => other.startsWith(name)))
    cpSync(join(FIXTURES, one), join(dirname(file), one))
  return file
}

describe('files of 0.1.0', { timeout: 30_000 }, () => {
  it('are opened by the emulator, with sessions, open transactions, snapshots and workspaces', async () => {
    const file = written('state.json')
    const args = ['--data', file, '--fixtures', join(FIXTURES, 'world'), '--seed', 'kept']
    const cookie = 'session_id=d81bae38f86466f20be37374b26f83f0738072f5'
    const AUTHTOKEN = 'FAKE0001-0000-4000-8000-00000000001A'
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const { urls, child, ended } = await start(args)
      const json = async (url: string, headers = {}): Promise<any> => (await fetch(url, { headers })).json()
      const control = urls['control']!
      expect(await json(`${control}/clock`)).toMatchObject({ frozen: true, now: '2026-01-02T03:04:05.000Z' })
      expect(await json(`${control}/snapshots`)).toEqual({ snapshots: ['then'] })
      const { workspaces } = await json(`${control}/workspaces`)
      expect(workspaces.map(({ id }: { id: string }) => id)).toEqual(['default', 'team', 'crew'])
      const resources = await json(`${urls['pmp']}/resources`, { AUTHTOKEN })
      const names = resources.operation.Details.map((one: Record<string, string>) => one['RESOURCE NAME'])
      expect(names).toEqual(['compacted', 'logged'])
      const lists = await json(`${urls['sps']}/configuration/policies/userlists`, { cookie })
      expect(JSON.stringify(lists)).toContain('"open"')
      expect(await json(`${urls['sps']}/transaction`, { cookie })).toMatchObject({ body: { status: 'open' } })
      child.kill(signal)
      await ended
    }
  })

  it('are brought to the present format, wherever a compaction of then was killed', async () => {
    const file = written('shelf.json')
    const { world, store, titles, file: adapter } = openShelf(file)
    const inPart = 'In the closed part, €'.repeat(20)
    expect(titles()).toEqual({ 2: 'Changed meanwhile', 3: inPart })
    expect(world.snapshots()).toEqual(['then'])
    expect(world.remembered('it')).toEqual({ is: 'remembered' })
    expect(world.draft('mine')?.changes()).toMatchObject([
      { key: '2', base: book('In the state'), mine: book('In a draft'), current: book('Changed meanwhile') },
    ])
    expect(store.worlds().map(({ id }) => id)).toEqual(['w', 'other'])
    const firstLines = readdirSync(dirname(file)).map((name) => {
      const [line = ''] = readFileSync(join(dirname(file), name), 'utf8').split('\n')
      return (JSON.parse(line) as [string, object])[1]
    })
    expect(firstLines).toEqual(firstLines.map(() => expect.objectContaining({ format: 2 })))
    await adapter.close()
    expect(openShelf(file).titles()).toEqual({ 2: 'Changed meanwhile', 3: inPart })
  })

  it('are there as a whole, wherever a kill or a power cut comes while they are brought to it', () => {
    const names = readdirSync(FIXTURES).filter((name) => name.startsWith('shelf.json'))
    const disk = new ForgetfulDisk(names.map((name) => [name, readFileSync(join(FIXTURES, name))]))
    const random = randomOf(1)
    const ends: [call: string, left: ForgetfulDisk][] = []
    const before = (call: string): void => {
      const left = [disk.afterKill(), ...Array.from({ length: 6 }, () => disk.afterPowerCut(random))]
      ends.push(...left.map((one): [string, ForgetfulDisk] => [call, one]))
    }
    const expected = openShelf('/shelf.json', { disk: disk.seenBy(before) }).titles()
    expect(Object.keys(expected)).toEqual(['2', '3'])
    expect(ends.length).toBeGreaterThan(50)
    for (const [call, left] of ends) {
      const { titles } = openShelf('/shelf.json', { disk: left.seenBy(() => undefined) })
      expect(titles(), call).toEqual(expected)
    }
  })

  it('are opened without their log, which then was made after the state', () => {
    const file = written('shelf.json')
    for (const part of [2, 3]) rmSync(`${file}.${part}.log`)
    expect(openShelf(file).titles()).toEqual({ 2: 'In the state' })
  })
})
