import { describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app/app.ts'
import type { ShownHandle } from '../../src/control/handles.ts'
import { pmp } from '../../src/vendors/pmp/index.ts'
import { sps } from '../../src/vendors/sps/index.ts'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { startControlled } from '../support/control.ts'
import { startWholeServer } from '../support/server.ts'

const start = () => startControlled({ surfaces: [xtam, sps, pmp], fixtures: {} })

describe('handles of a world', () => {
  it('come each with a line that uses them', async () => {
    const { control } = await start()
    const { handles } = (await control('GET', '/handles')).json<{ handles: ShownHandle[] }>()
    const curlOf = (surface: string, kind: string, name: string): string | undefined =>
      handles.find((one) => one.surface === surface && one.kind === kind && one.name === name)?.curl
    expect(curlOf('xtam', 'users', 'xtam_login')).toBe(
      'curl -u xtam_login:xtam_password http://localhost:80/xtam/rest/user/whoami',
    )
    expect(curlOf('xtam', 'tokens', 'xtam_login')).toContain(
      "-c cookies -b cookies -H 'token: yourXTAMtoken'",
    )
    expect(curlOf('sps', 'users', 'admin')).toContain('curl -u admin:a ')
    expect(curlOf('pmp', 'tokens', 'operations')).toContain(
      "-H 'AUTHTOKEN: B9A1809A-5BF7-4459-9ED2-8D4F499CB902'",
    )
    expect(curlOf('pmp', 'tokens', 'admin')).toContain('?AUTHTOKEN=')
    expect(curlOf('pmp', 'accounts', 'MSSQLServer/system')).toContain('/resources/303/accounts/307/password')
    expect(handles.every(({ curl }) => curl === undefined || curl.startsWith('curl '))).toBe(true)
  })

  it('are those of a workspace, whose prefix the lines have', async () => {
    const { control } = await start()
    await control('POST', '/workspaces', { id: 'team' })
    const { handles } = (await control('GET', '/w/team/__mock/handles')).json<{ handles: ShownHandle[] }>()
    const lines = handles.flatMap(({ curl }) => curl ?? [])
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.filter((line) => !line.includes('/w/team/'))).toEqual([])
  })
})

describe('a request that is sent by the control plane', () => {
  it.each([
    ['xtam', 'users', 'xtam_login', '/xtam/rest/user/whoami'],
    ['xtam', 'tokens', 'xtam_login', '/xtam/rest/user/whoami'],
    ['sps', 'users', 'admin', '/api/configuration'],
    ['pmp', 'tokens', 'administrator', '/restapi/json/v1/resources'],
    ['pmp', 'tokens', 'admin', '/restapi/json/v1/resources'],
  ])('is signed in to %s by %s of %s', async (surface, kind, name, path) => {
    const { control } = await start()
    const answer = (
      await control('POST', '/requests', { as: { surface, kind, name }, method: 'GET', path })
    ).json()
    expect(answer).toMatchObject({ status: 200, entry: expect.any(String) as string })
    const [entry] = (await control('GET', `/journal?id=${answer.entry}`)).json().entries
    expect(entry.request.path).toContain(path)
  })

  it('may change something: it brings what changes are asked for', async () => {
    const { control } = await start()
    const as = { surface: 'xtam', kind: 'tokens', name: 'xtam_login' }
    const path = '/xtam/rest/record/new/i-2Zh30SUCq7c/i-83XfwpNvCHy'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = await control('POST', '/requests', {
      as,
      method: 'POST',
      path,
      headers,
      body: 'name=New&custom=%7B%22Host%22%3A%22h%22%7D',
    })
    expect(sent.json().status, sent.json().body).toBe(200)
  })

  it('may come from nobody, and be refused with a reason', async () => {
    const { control } = await start()
    const { status, entry } = (
      await control('POST', '/requests', { method: 'GET', path: '/api/configuration' })
    ).json()
    expect(status).toBe(401)
    expect((await control('GET', `/journal?id=${entry}`)).json().entries[0].reason.rule).toBe(
      'sps.session.missing',
    )
  })

  it('stays in its workspace', async () => {
    const { control } = await start()
    await control('POST', '/workspaces', { id: 'team' })
    const as = { surface: 'sps', kind: 'users', name: 'admin' }
    const { status } = (
      await control('POST', '/w/team/__mock/requests', { as, method: 'GET', path: '/api/configuration' })
    ).json()
    expect(status).toBe(200)
    expect((await control('GET', '/journal')).json().total).toBe(0)
    expect((await control('GET', '/w/team/__mock/journal')).json().total).toBe(2)
  })

  it.each([
    [{ method: 'FLY', path: '/api' }, '"body.method": is no HTTP method.'],
    [
      { method: 'GET', path: 'api' },
      '"body.path": must be a path from the root of the server, such as "/api/configuration".',
    ],
    [{ method: 'GET', path: '/__mock/clock' }, '"body.path" is the control plane’s own; ask it itself.'],
    [
      { method: 'GET', path: '//%5f_mock/clock' },
      '"body.path": must be a path from the root of the server, such as "/api/configuration".',
    ],
    [{ method: 'GET', path: '/%5f%5fmock/clock' }, '"body.path" is the control plane’s own; ask it itself.'],
    [{ method: 'GET', path: '/w/x/__mock/clock' }, '"body.path" is the control plane’s own; ask it itself.'],
    [
      { method: 'GET', path: '/api', as: { surface: 'sps', kind: 'users', name: 'amdin' } },
      '"body.as.name" names no handle of sps among its users: "amdin"; did you mean "admin"?; GET /__mock/handles lists them.',
    ],
    [
      { method: 'GET', path: '/api', as: { surface: 'xtam', kind: 'records', name: 'wifi' } },
      '"body.as.kind" is nothing to sign in by: "records".',
    ],
  ])('is refused when it cannot be one: %j', async (body, detail) => {
    const { control } = await start()
    const answer = await control('POST', '/requests', body)
    expect([answer.statusCode, answer.json().detail]).toEqual([400, detail])
  })

  it('reaches the products from a port of the control plane’s own, too', async () => {
    const { app, kernel } = await start()
    const apart = await buildApp({ kernel, surfaces: [], control: { ask: (request) => app.inject(request) } })
    const payload = { method: 'GET', path: '/api/configuration' }
    const answer = await apart.inject({ method: 'POST', url: '/__mock/requests', payload })
    expect(answer.json().status).toBe(401)
    await apart.close()
  })

  it.each(['reset', 'close', 'truncate'])('may be cut by a fault: %s', async (type) => {
    const { http } = await startWholeServer({ port: [0] })
    const as = { surface: 'sps', kind: 'users', name: 'admin' }
    const send = async (path: string, body: object): Promise<any> =>
      (await fetch(`${http}/__mock${path}`, { method: 'POST', body: JSON.stringify(body) })).json()
    await send('/faults', { match: { path: '/api/info' }, effect: { type } })
    const sent = await send('/requests', { as, method: 'GET', path: '/api/info' })
    expect(sent).toMatchObject({ status: 0, entry: '2', body: '' })
    await send('/faults', { match: { path: '/api/authentication' }, effect: { type } })
    expect(await send('/requests', { as, method: 'GET', path: '/api/configuration' })).toMatchObject({
      status: 401,
    })
  })
})
