import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  aboveByAtMost,
  atMost,
  atMostOrTimes,
  ratioAtLeast,
  ratioAtMost,
  verdict,
} from '../../bench/support/bars.mjs'
import { build } from '../support/cli.ts'

const MAIN = join(import.meta.dirname, '../../bench/main.mjs')

describe('a bar', () => {
  const row = { first: 100, second: 240, ratio: 2.4 }

  it.each([
    ['the ratio at least', ratioAtLeast(2.4), ratioAtLeast(2.5)],
    ['the ratio at most', ratioAtMost(2.4), ratioAtMost(2.3)],
    ['the figure itself at most', atMost(240), atMost(239)],
    ['the figure itself, or the ratio, at most', atMostOrTimes(239, 2.4), atMostOrTimes(239, 2.3)],
    ['the figure above what it is held against by at most', aboveByAtMost(140), aboveByAtMost(139)],
  ])('holds %s so much', (_what, met, missed) => {
    expect([verdict({ ...row, bar: met }), verdict({ ...row, bar: missed })]).toEqual(['pass', 'short'])
  })

  it('is not held against a row that has none', () => {
    expect(verdict({ ...row, bar: undefined })).toBeUndefined()
  })
})

describe('the benchmark', () => {
  beforeAll(() => build())

  it(
    'tells a row for each thing that a topic measures, with the ratio of the two',
    { timeout: 60_000 },
    () => {
      const args = [MAIN, '--quick', '--json', '--only', 'writes', '--rounds', '1', '--seconds', '0.1']
      const { rows, failures } = JSON.parse(
        execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      ) as { rows: Record<string, unknown>[]; failures: unknown[] }
      expect(failures).toEqual([])
      expect(rows.map(({ name }) => name)).toEqual([
        'PMP change password / bare Fastify',
        'XTAM record/new / bare Fastify',
        'SPS change inside a transaction / bare Fastify',
        'SPS change and commit / bare Fastify',
      ])
      for (const row of rows) {
        expect(row).toMatchObject({ topic: 'writes', unit: '1/s' })
        expect(row['ratio']).toBeCloseTo(Number(row['second']) / Number(row['first']))
      }
    },
  )

  it('names its topics when it is asked for another', () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, '--only', 'speed'], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('There is no topic "speed"; there are start-up, memory, cost, reads, writes')
  })
})
