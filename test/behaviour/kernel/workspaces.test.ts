import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/kernel/errors.ts'
import { startApp } from '../../support/app.ts'
import { toy, toyFixtures, toySettings } from '../../support/toy.ts'

const start = (more: Partial<Parameters<typeof startApp>[0]> = {}) =>
  startApp({ surfaces: [toy], fixtures: toyFixtures, ...more })

describe('a request chooses its workspace', () => {
  it('by path prefix, and links stay inside it', async () => {
    const { app, kernel } = await start()
    kernel.createWorkspace({ id: 'team' })
    const put = await app.inject({ method: 'POST', url: '/w/team/toy/notes/n', payload: { text: 'ours' } })
    expect(put.headers.location).toBe('http://localhost:80/w/team/toy/notes/n')
    expect((await app.inject('/w/team/toy/notes/n')).body).toBe('ours')
    expect((await app.inject('/toy/notes/n')).statusCode).toBe(418)
    expect(kernel.workspace('team')?.journal.size).toBe(2)
    expect(kernel.defaultWorkspace.journal.size).toBe(1)
  })

  it('by the first label of the host name, when a workspace is called so', async () => {
    const { app, kernel } = await start()
    kernel.createWorkspace({ id: 'team' })
    await app.inject({
      method: 'POST',
      url: '/toy/notes/n',
      headers: { host: 'team.localhost:8080' },
      payload: { text: 'ours' },
    })
    expect((await app.inject({ url: '/toy/notes/n', headers: { host: 'TEAM.example' } })).body).toBe('ours')
    expect((await app.inject({ url: '/toy/notes/n', headers: { host: 'www.example' } })).statusCode).toBe(418)
  })

  it('by header', async () => {
    const { app, kernel } = await start()
    kernel.createWorkspace({ id: 'team' })
    const headers = { 'x-pam-mock-workspace': 'team' }
    await app.inject({ method: 'POST', url: '/toy/notes/n', headers, payload: { text: 'ours' } })
    expect((await app.inject({ url: '/toy/notes/n', headers })).body).toBe('ours')
  })

  it('by the listener it came in by, before all else', async () => {
    const { app, kernel } = await start({ listenerWorkspace: () => 'team' })
    kernel.createWorkspace({ id: 'team' })
    await app.inject({ method: 'POST', url: '/toy/notes/n', payload: { text: 'ours' } })
    expect(
      (await app.inject({ url: '/toy/notes/n', headers: { 'x-pam-mock-workspace': 'default' } })).body,
    ).toBe('ours')
  })

  it('and gets a 404 that says so when there is none of that name', async () => {
    const { app, lastEntry } = await start()
    const answer = await app.inject('/w/nobody/toy/notes/first')
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json()).toMatchObject({
      status: 404,
      detail: 'There is no workspace "nobody"; there are default.',
    })
    // It reached no product, though its path looks like one's.
    expect(lastEntry()).toMatchObject({
      surface: null,
      operation: null,
      reason: { rule: 'http.workspace.unknown' },
    })
  })
})

describe('workspaces', () => {
  it('have settings of their own, and refuse a profile or knob that does not exist', async () => {
    const { app, kernel } = await start({ settings: { toy: { shout: true } } })
    kernel.createWorkspace({ id: 'retro', profiles: { toy: 'old' } })
    expect(kernel.workspace('retro')?.settings(toySettings)).toEqual({ profile: 'old', shout: true })
    expect((await app.inject('/toy/notes/first')).body).toBe('HELLO')
    expect(() => kernel.createWorkspace({ profiles: { toy: 'newer' } })).toThrow(
      '"newer" is no profile of toy; there are new, old.',
    )
    expect(() => kernel.createWorkspace({ profiles: { game: 'x' } })).toThrow(
      'There is no surface "game"; there are toy.',
    )
    await expect(start({ settings: { toy: { whisper: true } } })).rejects.toThrow(UserError)
  })

  it('begin as the fixtures, or as another workspace is at that moment', async () => {
    const { app, kernel } = await start()
    await app.inject({ method: 'POST', url: '/toy/notes/n', payload: { text: 'one' } })
    kernel.createWorkspace({ id: 'fresh' })
    kernel.createWorkspace({ id: 'copy', from: 'default' })
    await app.inject({ method: 'POST', url: '/toy/notes/n', payload: { text: 'two' } })
    expect((await app.inject('/w/fresh/toy/notes/n')).statusCode).toBe(418)
    expect((await app.inject('/w/copy/toy/notes/n')).body).toBe('one')
    expect((await app.inject('/toy/notes/n')).body).toBe('two')
  })

  it('go back to their fixtures alone on a reset', async () => {
    const { app, kernel, workspace } = await start()
    kernel.createWorkspace({ id: 'other' })
    for (const mount of ['', '/w/other'])
      await app.inject({ method: 'POST', url: `${mount}/toy/notes/n`, payload: { text: 'x' } })
    workspace.clock.advance(1000)
    workspace.reset()
    expect((await app.inject('/toy/notes/n')).statusCode).toBe(418)
    expect((await app.inject('/w/other/toy/notes/n')).body).toBe('x')
    expect(workspace.clock.state().offsetMs).toBe(0)
    expect(workspace.journal.size).toBe(1)
  })

  it('refuse ids that are taken, malformed or reserved, and more than the limit', async () => {
    const { kernel } = await start()
    kernel.createWorkspace({ id: 'team' })
    for (const id of ['team', 'default'])
      expect(() => kernel.createWorkspace({ id })).toThrow(`There is a workspace "${id}" already.`)
    for (const id of ['', 'A', 'a b', 'a/b', '-a', 'a-', '__proto__', 'x'.repeat(64)]) {
      expect(() => kernel.createWorkspace({ id })).toThrow(UserError)
    }
    expect(() => kernel.deleteWorkspace('default')).toThrow(UserError)
    expect(kernel.deleteWorkspace('team')).toBe(true)
    expect(kernel.deleteWorkspace('team')).toBe(false)
    expect(kernel.createWorkspace({}).id).toMatch(/^w-[a-z0-9]{10}$/)
  })
})
