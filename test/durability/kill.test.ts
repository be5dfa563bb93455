import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../support/cli.ts'
import { killAgainAndAgain } from './kill.mjs'

beforeAll(build, 120_000)

describe('a server that is killed under load', () => {
  it.each(['process', 'disk'] as const)(
    'starts again with every answered change (durability "%s")',
    async (durability) => {
      const { answered, lost } = await killAgainAndAgain({ kills: 4, durability })
      expect(lost).toEqual([])
      expect(answered).toBeGreaterThan(0)
    },
    120_000,
  )
})
