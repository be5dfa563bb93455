import { describe, expect, it } from 'vitest'
import { readVersion } from '../../src/version.ts'
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

  it('has no certificate to give while it listens nowhere', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/ca.pem')).statusCode).toBe(404)
  })
})
