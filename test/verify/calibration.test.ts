/**
 * Emulators with hidden settings are calibrated. A few draws run with every test; `PAM_MOCK_DRAWS=200` runs so many, and
 * prints what was found.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { Asking } from '../../src/verify/asking.ts'
import { openBench, type Bench } from '../../src/verify/bench.ts'
import { knobsOf } from '../../src/verify/knobs.ts'
import { drawSettings, randomOf, recover, visibleKnobs, type Recovery } from './hidden.ts'

const DRAWS = Number(process.env['PAM_MOCK_DRAWS'] ?? 0)
const ONLY = process.env['PAM_MOCK_DRAWS_OF']
const FIRST = Number(process.env['PAM_MOCK_FIRST_DRAW'] ?? 1)
const FEW = 4
/** Of the stories that show hidden settings, and of the others, at most so many are asked; unset: all. */
const FEW_STORIES = Number(process.env['PAM_MOCK_DRAW_STORIES'] ?? 12) || undefined

describe('settings that are hidden', () => {
  for (const surface of surfaces.filter(({ name, contract }) => contract && (ONLY ?? name) === name)) {
    let bench: Promise<Bench> | undefined
    afterAll(async () => (await bench)?.close())
    it(`of ${surface.name} are found`, { timeout: DRAWS > 0 ? 7_200_000 : 120_000 }, async () => {
      bench = openBench(surface)
      const opened = await bench
      const asking = { true: new Asking(opened, true), false: new Asking(opened, false) }
      const recoveries: Recovery[] = []
      const all = knobsOf(surface.settings)
      const knobs = DRAWS > 0 ? await visibleKnobs(surface, asking.true) : all
      if (DRAWS > 0)
        console.log(`${surface.name}: draws from ${knobs.length} of ${all.length} knobs and wordings`)
      for (let draw = FIRST; draw < FIRST + (DRAWS || FEW); draw += 1) {
        const writes = draw % 2 === 0
        const hidden = drawSettings(surface, knobs, randomOf(draw))
        const recovery = await recover(surface, opened, asking[`${writes}`], hidden, writes, FEW_STORIES)
        recoveries.push(recovery)
        if (DRAWS > 0) tell(draw, writes, recovery)
      }
      const reachable = recoveries.flatMap((one) => one.knobs)
      const [exact, alike] = ['found', 'alike'].map(
        (wanted) => reachable.filter(({ outcome }) => outcome === wanted).length,
      )
      if (DRAWS > 0)
        console.log(
          `${surface.name}: ${recoveries.length} draws, ${reachable.length} reachable, ${exact} found, ${alike} found alike, ${recoveries.reduce((sum, { unseen }) => sum + unseen.length, 0)} unseen`,
        )
      expect(reachable.length).toBeGreaterThan(0)
      expect((exact! + alike!) / reachable.length).toBeGreaterThanOrEqual(0.95)
    })
  }
})

function tell(draw: number, writes: boolean, { hidden, found, knobs, unseen, left }: Recovery): void {
  const missed = knobs.filter(({ outcome }) => outcome === 'missed').map(({ name }) => name)
  console.log(
    `draw ${draw}${writes ? ' writes' : ''}: ${knobs.length} reachable, missed [${missed.join(' ')}], unseen [${unseen.join(' ')}], ${left.length} left`,
  )
  if (missed.length + left.length > 0)
    console.log(JSON.stringify(hidden), JSON.stringify(found), `\n  ${left.slice(0, 6).join('\n  ')}`)
}
