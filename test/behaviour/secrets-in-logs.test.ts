/** The log is for everybody's eyes: whatever the documented requests carry, no secret of the built-in world stands in it. */
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'
import { documentedStories, playDocumented } from '../support/documented.ts'
import { fixturesOf } from '../support/hostile/products.ts'

it.each(surfaces)('$name logs refusals, and no secret', async (surface) => {
  let log = ''
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString()
      done()
    },
  })
  for (const story of documentedStories(surface.name)) {
    const { profiles = {}, settings = {} } = story
    const logger = pino({ level: 'trace' }, stream)
    const { app, workspace } = await startApp({ surfaces: [surface], profiles, settings, logger })
    await playDocumented(app, story, (ms) => workspace.clock.advance(ms))
  }
  const secrets = new Set(JSON.stringify(fixturesOf(surface, (text) => text)).match(/fake-[\w.$!-]{3,80}/g))
  for (const known of ['xtam_password', 'yourXTAMtoken', 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'])
    secrets.add(known)
  expect(log).toContain('"rule":')
  expect([...secrets].filter((secret) => log.includes(secret))).toEqual([])
})
