import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../../src/app/app.ts'
import { Kernel, type KernelOptions } from '../../../src/kernel/kernel.ts'
import { openDurable, type DurableOptions } from '../../../src/kernel/store/durable/durable.ts'
import { realDisk } from '../../../src/kernel/store/durable/disk.ts'
import { dataFile } from '../../support/data-folder.ts'
import { toy, toyFixtures, toySettings, toySlice } from '../../support/toy.ts'

interface Life {
  readonly app: FastifyInstance
  readonly kernel: Kernel
  /** Ends the process, as it were. */
  end(): Promise<void>
}

async function start(
  file: string,
  more: Partial<KernelOptions> = {},
  options: DurableOptions = {},
): Promise<Life> {
  const durable = await openDurable(file, options)
  onTestFinished(() => durable.close())
  const kernel = new Kernel({
    surfaces: [toy],
    fixtures: { name: 'toys', directories: [], data: toyFixtures },
    ...more,
    store: durable.store,
  })
  const app = await buildApp({ kernel })
  const end = async (): Promise<void> => {
    await app.close()
    await durable.close()
  }
  return { app, kernel, end }
}

const write = (app: FastifyInstance, path: string, text: string) =>
  app.inject({ method: 'POST', url: path, payload: { text } })

describe('a server with a data file', () => {
  it('goes on after a restart where it was', async () => {
    const file = dataFile()
    const before = await start(file)
    await write(before.app, '/toy/notes/kept', 'still here')
    before.kernel.defaultWorkspace.world.snapshot('mine')
    await write(before.app, '/toy/notes/first', 'changed')
    await before.end()

    const { app, kernel } = await start(file)
    expect((await app.inject('/toy/notes/kept')).body).toBe('still here')
    expect((await app.inject('/toy/notes/first')).body).toBe('changed')
    kernel.defaultWorkspace.restore('mine')
    expect((await app.inject('/toy/notes/first')).body).toBe('hello')
    kernel.defaultWorkspace.reset()
    expect((await app.inject('/toy/notes/kept')).statusCode).toBe(418)
  })

  it.skipIf(process.platform === 'win32')('keeps what it knows from other users of the machine', async () => {
    const file = dataFile()
    const life = await start(file)
    await write(life.app, '/toy/notes/kept', 'a password, say')
    const names = readdirSync(dirname(file)).filter((name) => !name.endsWith('.lock'))
    expect(names).not.toEqual([])
    for (const name of names) expect(statSync(join(dirname(file), name)).mode & 0o077, name).toBe(0)
  })

  it('reopens its workspaces in their order, each with its own settings and state, and no deleted one', async () => {
    const file = dataFile()
    const before = await start(file)
    before.kernel.createWorkspace({ id: 'team', profiles: { toy: 'old' } })
    before.kernel.createWorkspace({ id: 'gone' })
    await write(before.app, '/w/team/toy/notes/first', 'team')
    before.kernel.createWorkspace({ id: 'fork', from: 'team' })
    before.kernel.deleteWorkspace('gone')
    await before.end()

    const { app, kernel } = await start(file)
    expect(kernel.workspaces().map(({ id }) => id)).toEqual(['default', 'team', 'fork'])
    expect(kernel.workspace('team')?.settings(toySettings).profile).toBe('old')
    expect((await app.inject('/w/fork/toy/notes/first')).body).toBe('team')
    expect((await app.inject('/toy/notes/first')).body).toBe('hello')
  })

  it.each([
    ['folded', {}],
    [
      'replayed',
      {
        compact: () => ({ done: Promise.reject(new Error('no compaction')), stop: () => {} }),
        onProblem: () => {},
      },
    ],
  ])('finds fixtures again that went with a workspace, %s', async (_, options: DurableOptions) => {
    const file = dataFile()
    const before = await start(file, {}, options)
    before.kernel.createWorkspace({ id: 'own', fixtures: { toy: { notes: { first: 'mine' } } } })
    await write(before.app, '/w/own/toy/notes/first', 'changed')
    before.kernel.createWorkspace({ id: 'fork', from: 'own' })
    await before.end()

    const { app, kernel, end } = await start(file, {}, options)
    expect((await app.inject('/w/own/toy/notes/first')).body).toBe('changed')
    for (const id of ['own', 'fork']) {
      kernel.workspace(id)!.reset()
      expect((await app.inject(`/w/${id}/toy/notes/first`)).body).toBe('mine')
    }
    await end()
  })

  it('lets the default workspace follow the settings of the new start', async () => {
    const file = dataFile()
    await (await start(file)).end()
    const { kernel } = await start(file, { settings: { profiles: { toy: 'old' }, overrides: {} } })
    expect(kernel.defaultWorkspace.settings(toySettings).profile).toBe('old')
  })

  it("keeps a workspace's clock, moved or stopped", async () => {
    const file = dataFile()
    const source = { time: 1000, now: () => source.time }
    const before = await start(file, { clock: source })
    before.kernel.defaultWorkspace.clock.advance(500)
    const { clock } = before.kernel.createWorkspace({ id: 'stopped' })
    clock.freeze(true)
    await before.end()

    source.time = 5000
    const { kernel } = await start(file, { clock: source })
    expect(kernel.defaultWorkspace.clock.state()).toMatchObject({ offsetMs: 500, frozen: false })
    expect(kernel.workspace('stopped')?.clock.state()).toMatchObject({ frozen: true })
    expect(kernel.workspace('stopped')?.clock.now()).toBe(1000)
    kernel.defaultWorkspace.reset()
    expect(kernel.defaultWorkspace.clock.state()).toMatchObject({ offsetMs: 0, frozen: false })
  })

  it('hands out no seeded id twice, and the first ones again after a reset', async () => {
    const file = dataFile()
    const ids: string[] = []
    for (let starts = 0; starts < 3; starts++) {
      const { kernel, end } = await start(file, { seed: 'seed' })
      ids.push(kernel.defaultWorkspace.ids.hex(16))
      await end()
    }
    const { kernel } = await start(file, { seed: 'seed' })
    kernel.defaultWorkspace.reset()
    ids.push(kernel.defaultWorkspace.ids.hex(16))
    const [first, second, third, afterReset] = ids
    expect(new Set([first, second, third]).size).toBe(3)
    expect(afterReset).toBe(first)
  })

  it('keeps times of last use, though no change is noted for them', async () => {
    const file = dataFile()
    const before = await start(file)
    const { notes } = before.kernel.defaultWorkspace.state(toySlice)
    for (const text of ['once', 'twice', 'thrice']) notes.touch('first', { text })
    await before.end()
    const { kernel } = await start(file)
    expect(kernel.defaultWorkspace.state(toySlice).notes.get('first')).toEqual({ text: 'thrice' })
  })

  it('answers a change that cannot be written with an error, and it never happened', async () => {
    const file = dataFile()
    let isFull = false
    const { app, kernel } = await start(
      file,
      {},
      {
        disk: {
          ...realDisk,
          write: (...bytes) => {
            if (isFull) throw new Error('ENOSPC: no space left on device, write')
            return realDisk.write(...bytes)
          },
        },
      },
    )
    isFull = true
    expect((await write(app, '/toy/notes/first', 'lost')).statusCode).toBe(500)
    expect(() => kernel.defaultWorkspace.clock.advance(1000)).toThrow('no space left on device')
    expect(() => kernel.createWorkspace({ id: 'lost' })).toThrow('no space left on device')
    isFull = false
    expect((await app.inject('/toy/notes/first')).body).toBe('hello')
    expect(kernel.defaultWorkspace.clock.state()).toMatchObject({ offsetMs: 0 })
    expect(kernel.workspaceCount).toBe(1)
    expect((await write(app, '/toy/notes/first', 'saved')).statusCode).toBe(302)
  })

  it('forgets what late requests to a deleted workspace change', async () => {
    const file = dataFile()
    const before = await start(file)
    const { world } = before.kernel.createWorkspace({ id: 'team' })
    before.kernel.deleteWorkspace('team')
    before.kernel.createWorkspace({ id: 'team' })
    world.open(toySlice).notes.put('late', { text: 'nobody reads this' })
    await before.end()
    const { app } = await start(file)
    expect((await app.inject('/w/team/toy/notes/late')).statusCode).toBe(418)
  })

  it('leaves one file and an empty log when it stops quietly', async () => {
    const file = dataFile()
    const { app, end } = await start(file)
    await write(app, '/toy/notes/kept', 'still here')
    await end()
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['state.json', 'state.json.2.log'])
  })
})

describe('a server that is to survive a power cut', () => {
  it('holds an answer back until its changes are on the disk, and no other', async () => {
    const file = dataFile()
    const { kernel, app } = await start(file, {}, { durability: 'disk' })
    const sync = kernel.sync!
    let waits = 0
    const durable = sync.durable.bind(sync)
    sync.durable = () => {
      waits++
      return durable()
    }
    await app.inject('/toy/notes/first')
    expect(waits).toBe(0)
    await Promise.all(['a', 'b', 'c'].map((key) => write(app, `/toy/notes/${key}`, key)))
    expect(waits).toBe(3)
    expect((await app.inject('/toy/notes/c')).body).toBe('c')
  })

  it('answers with an error when the disk fails, once', async () => {
    const file = dataFile()
    const { kernel, app } = await start(file, {}, { durability: 'disk' })
    kernel.sync!.durable = () => Promise.reject(new Error('EIO: i/o error, fdatasync'))
    const answer = await write(app, '/toy/notes/first', 'who knows')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).toBe('toy error')
  })
})
