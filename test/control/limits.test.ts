/** Bounds on what the people who run tests may pile up: a sentence that names the flag, and nothing changed. */
import { describe, expect, it } from 'vitest'
import { Kernel } from '../../src/kernel/kernel.ts'
import { buildApp } from '../../src/app/app.ts'
import { toyFixtures } from '../support/toy-box/fixtures.ts'
import { toySurface } from '../support/toy-box/index.ts'

const LIMIT = 2

async function start() {
  const kernel = new Kernel({
    surfaces: [toySurface],
    fixtures: { name: 'toy', directories: [], data: toyFixtures },
    workspaceLimit: LIMIT,
    limits: { snapshots: LIMIT, faults: LIMIT },
  })
  const app = await buildApp({ kernel })
  return (path: string, payload: object) => app.inject({ method: 'POST', url: `/__mock${path}`, payload })
}

const piles = [
  ['snapshots', '/snapshots', (at: number) => ({ name: `s${at}` }), '--snapshot-limit', LIMIT],
  ['faults', '/faults', () => ({ effect: { type: 'reset' } }), '--fault-limit', LIMIT],
  ['workspaces', '/workspaces', (at: number) => ({ id: `w${at}` }), '--workspace-limit', LIMIT - 1],
] as const

describe('the control plane', () => {
  it.each(piles)('takes no more %s than may be, and says so', async (_what, path, body, flag, most) => {
    const post = await start()
    for (let at = 0; at < most; at++) expect((await post(path, body(at))).statusCode).toBe(201)
    const answer = await post(path, body(most))
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ detail: string }>().detail).toMatch(
      new RegExp(`^There are ${LIMIT} .* already, as many as ${flag} allows; .*first\\.$`),
    )
  })

  it('takes a snapshot in place of one of the same name however many there are', async () => {
    const post = await start()
    for (const name of ['a', 'b', 'b']) expect((await post('/snapshots', { name })).statusCode).toBe(201)
  })
})
