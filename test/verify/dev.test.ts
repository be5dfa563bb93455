import { it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { openBench } from '../../src/verify/bench.ts'
import { compare } from '../../src/verify/compare.ts'
import { notAskedOf, operationOf, storiesOf } from '../../src/verify/stories.ts'
it('x', { timeout: 100000 }, async () => {
  for (const s of surfaces.filter((x) => x.contract && (!process.env['S'] || x.name === process.env['S']))) {
    const bench = await openBench(s)
    const stories = storiesOf(s)
    const set = {
      profile: process.env['P'] ?? s.settings.profiles[0],
      knobs: JSON.parse(process.env['K'] ?? '{}'),
    }
    const t0 = Date.now()
    const a = await bench.play({ profile: s.settings.profiles[0], knobs: {} }, stories, true)
    const t1 = Date.now()
    const b = await bench.play(set, stories, true)
    const t2 = Date.now()
    console.log(
      s.name,
      stories.length,
      a.reduce((n, x) => n + x.steps.length, 0),
      t1 - t0,
      t2 - t1,
    )
    for (const [at, one] of a.entries()) {
      if (one.notAsked) console.log('NOT', one.story.name, one.notAsked)
      if (process.env['V'] && one.story.name.includes(process.env['V']))
        for (const st of one.steps)
          console.log(
            st.step.name,
            st.sent.method,
            st.sent.path,
            st.answer.status,
            st.answer.body.slice(0, 300),
            process.env['F']
              ? [...(st.flat ?? [])].map(([k, v]) => `\n   ${k}: ${[...v.values].join('|')}`).join('')
              : '',
          )
      for (const [n, st] of one.steps.entries()) {
        const other = b[at]!.steps[n]
        if (!st.flat) continue
        if (!other?.flat) {
          console.log('MISSING', one.story.name, st.step.name)
          continue
        }
        for (const d of compare(st.flat, other.flat))
          console.log(
            operationOf(s, st.sent),
            '|',
            one.story.name,
            '|',
            st.step.name,
            '|',
            d.place,
            '|',
            d.target.slice(0, 200),
            '|',
            d.emulator.slice(0, 200),
          )
      }
    }
    if (process.env['N']) for (const [id, why] of notAskedOf(s)) console.log('  not asked', id, why)
    await bench.close()
  }
})
