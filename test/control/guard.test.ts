import { describe, expect, it } from 'vitest'
import { startControlled } from '../support/control.ts'

const statusFor = async (headers: Record<string, string>, control = {}): Promise<number> => {
  const { app } = await startControlled({ control })
  return (await app.inject({ url: '/__mock/clock', headers })).statusCode
}

describe('who may use the control plane', () => {
  it.each([
    'localhost',
    'localhost:8080',
    'team1.localhost:8080',
    'LOCALHOST',
    '127.0.0.1:8080',
    '127.9.9.9',
    '[::1]:8080',
  ])('answers under the loopback name %s', async (host) => {
    expect(await statusFor({ host })).toBe(200)
  })

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    '[::2]',
    'user@localhost',
    'localhost:80:80',
  ])('refuses the host name "%s" with a problem', async (host) => {
    const { app } = await startControlled()
    const answer = await app.inject({ url: '/__mock/clock', headers: { host } })
    expect(answer.statusCode).toBe(403)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json()).toMatchObject({ status: 403, title: 'Forbidden' })
  })

  it('answers under an invited name, and any port of it', async () => {
    const control = { hosts: ['pam-mock'] }
    expect(await statusFor({ host: 'pam-mock:8080' }, control)).toBe(200)
    expect(await statusFor({ host: 'sps' }, control)).toBe(403)
  })

  it('answers under any name that it is invited to, and to pages of that name alone', async () => {
    const control = { hosts: ['*'] }
    expect(await statusFor({ host: 'sps.example' }, control)).toBe(200)
    expect(await statusFor({ host: 'sps.example', origin: 'http://sps.example' }, control)).toBe(200)
    expect(await statusFor({ host: 'sps.example', origin: 'http://evil.example' }, control)).toBe(403)
  })

  it('answers a probe under any name', async () => {
    const { app } = await startControlled()
    for (const url of ['/__mock/health', '/__mock/ready', '/w/default/__mock/ready'])
      expect((await app.inject({ url, headers: { host: '10.0.0.7:8080' } })).statusCode).toBe(200)
  })

  it('refuses requests that a browser sends for a page of somebody else', async () => {
    expect(await statusFor({ origin: 'https://evil.example' })).toBe(403)
    expect(await statusFor({ origin: 'null' })).toBe(403)
    expect(await statusFor({ origin: 'http://localhost:8080' })).toBe(200)
  })

  it('refuses what a page of another site has its browser send, with or without an origin', async () => {
    const { app, workspace } = await startControlled()
    const page = { host: '127.0.0.1:8080', 'sec-fetch-site': 'cross-site' }
    const form = {
      ...page,
      origin: 'https://evil.example',
      'content-type': 'text/plain',
      'sec-fetch-mode': 'no-cors',
    }
    const refused = [
      { method: 'POST', url: '/__mock/reset', headers: form },
      { method: 'POST', url: '/__mock/faults', headers: form, payload: '{"effect":{"type":"reset"}}' },
      { method: 'POST', url: '/__mock/reset', headers: { ...page, 'sec-fetch-mode': 'navigate' } },
      { method: 'GET', url: '/__mock/state', headers: { ...page, 'sec-fetch-mode': 'no-cors' } },
      {
        method: 'GET',
        url: '/__mock/state',
        headers: { ...page, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      },
      { method: 'GET', url: '/w/default/__mock/state', headers: { ...page, 'sec-fetch-mode': 'no-cors' } },
    ] as const
    for (const request of refused) expect((await app.inject(request)).statusCode, request.url).toBe(403)
    expect(workspace.faults.isEmpty).toBe(true)
    const visit = { ...page, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await app.inject({ url: '/__mock/health', headers: visit })).statusCode).toBe(200)
  })

  it('sends no CORS headers', async () => {
    const { app } = await startControlled()
    const answer = await app.inject({ url: '/__mock/health', headers: { origin: 'http://localhost:3000' } })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('asks for its token when it has one', async () => {
    const control = { token: 'letmein' }
    expect(await statusFor({}, control)).toBe(401)
    expect(await statusFor({ authorization: 'Bearer wrong' }, control)).toBe(401)
    expect(await statusFor({ authorization: 'Bearer letmein' }, control)).toBe(200)
    expect(await statusFor({ authorization: 'bearer letmein' }, control)).toBe(200)
  })

  it('lets probes in without the token, and under any name', async () => {
    const { app } = await startControlled({ control: { token: 'letmein' } })
    expect((await app.inject('/__mock/health')).statusCode).toBe(200)
    expect((await app.inject('/__mock/ready')).statusCode).toBe(200)
    expect((await app.inject('/__mock/clock')).statusCode).toBe(401)
    const pod = { url: '/__mock/health', headers: { host: '10.0.0.7:8080' } }
    expect((await app.inject(pod)).statusCode).toBe(200)
    const page = { ...pod, headers: { ...pod.headers, origin: 'http://evil.example' } }
    expect((await app.inject(page)).statusCode).toBe(403)
  })

  it('checks the host of what it does not know, too', async () => {
    const { app } = await startControlled()
    const answer = await app.inject({ url: '/__mock/nothing', headers: { host: 'evil.example' } })
    expect(answer.statusCode).toBe(403)
  })

  it('leaves the products alone', async () => {
    const { app } = await startControlled({ control: { token: 'letmein' } })
    expect((await app.inject({ url: '/toy/ball', headers: { host: 'evil.example' } })).statusCode).toBe(200)
  })
})
