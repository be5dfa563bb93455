import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../support/cli.ts'

beforeAll(build, 120_000)

const few = { lives: 3, updates: 30 }

describe('a disk that forgets what was not synced', { timeout: 120_000 }, () => {
  it.each(['process', 'disk'] as const)(
    'has every answered change, wherever a kill or a power cut comes (durability "%s")',
    async (durability) => {
      const { endEverywhere } = await import('./cuts.mjs')
      const { lost, kills, cuts, compactions } = await endEverywhere({ durability, seed: 1130 })
      expect(lost).toEqual([])
      expect(Math.min(kills, cuts, compactions)).toBeGreaterThan(0)
    },
  )

  it.each(['sync', 'syncApart', 'syncFolder', 'syncFolderApart'] as const)(
    'would tell if "%s" were left out',
    async (without) => {
      const { endEverywhere } = await import('./cuts.mjs')
      const lost: string[] = []
      for (let seed = 1; lost.length === 0 && seed < 5; seed++) {
        const story = endEverywhere({ durability: 'disk', seed, without, ...few })
        lost.push(
          ...(await story.then(
            (result) => result.lost,
            (error: unknown) => [String(error)],
          )),
        )
      }
      expect(lost).not.toEqual([])
    },
  )
})
