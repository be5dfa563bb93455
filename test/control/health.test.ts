import { describe, expect, it } from 'vitest'
import { readVersion } from '../../src/config/package.ts'
import { startControlled } from '../support/control.ts'

describe('health', () => {
  it('tells version, uptime and profiles', async () => {
    const { control } = await startControlled({ profiles: { toy: '1' } })
    const answer = await control('GET', '/health')
    expect(answer.json()).toEqual({
      status: 'ok',
      version: readVersion(),
      uptimeMs: expect.any(Number),
      workspace: 'default',
      profiles: { toy: '1' },
    })
  })

  it('is ready once it answers', async () => {
    const { control } = await startControlled()
    const answer = await control('GET', '/ready')
    expect([answer.statusCode, answer.json()]).toEqual([200, { ready: true }])
  })

  it('lists the operations that are served', async () => {
    const { control } = await startControlled()
    const { operations, total } = (await control('GET', '/coverage')).json()
    expect(total).toBe(3)
    expect(operations[0]).toEqual({
      id: 'toy.time.get',
      summary: 'Plays',
      source: 'Toy manual, 1',
      evidence: 'documented',
      method: 'GET',
      path: '/toy/time',
    })
  })

  it('counts for Prometheus, through resets', async () => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/ball', '/toy/ball', '/toy/kite', '/toy']) await play(path)
    await control('POST', '/reset')
    const answer = await control('GET', '/metrics')
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    const lines = answer.body.split('\n')
    const requests = 'pam_mock_requests_total{surface="toy",operation="toy.toy.get"'
    expect(lines).toContain(`${requests},status="200"} 2`)
    expect(lines).toContain(`${requests},status="404"} 1`)
    expect(lines).toContain('pam_mock_requests_total{surface="toy",operation="",status="404"} 1')
    expect(lines).toContain('pam_mock_workspaces 1')
    expect((await control('GET', '/metrics')).body.split('\n')).toContain(`${requests},status="200"} 2`)
  })

  it('has no certificate to give while it listens nowhere', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/ca.pem')).statusCode).toBe(404)
  })
})
