/** How emulators are asked. */
import { expect, it } from 'vitest'
import { Asking } from './asking.ts'
import type { Bench } from './bench.ts'

it('asks the same once, and nothing more when the user stops it', async () => {
  let asked = 0
  const bench: Bench = {
    play: async (_settings, stories) => {
      asked += 1
      return stories.map((story) => ({ story, steps: [] }))
    },
    close: async () => undefined,
  }
  const stopping = new AbortController()
  const asking = new Asking(bench, false, stopping.signal)
  const story = { name: 'one', steps: [] }
  const settings = { profile: '1', knobs: {} }
  await asking.answers(settings, [story])
  await asking.answers(settings, [story])
  expect(asked).toBe(1)
  stopping.abort()
  await expect(asking.answers({ ...settings, profile: '2' }, [story])).rejects.toThrow('aborted')
  expect(asked).toBe(1)
})
