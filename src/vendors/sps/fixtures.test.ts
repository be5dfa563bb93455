import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fixtureFile, spsFixtures } from './fixtures.ts'

const SCHEMA = join(import.meta.dirname, '../../../fixtures/schemas/sps.json')

describe('fixtures', () => {
  it('have a JSON schema that editors complete them by', async () => {
    const schema = JSON.stringify(z.toJSONSchema(fixtureFile, { io: 'input' }))
    const text = await format(schema, { ...(await resolveConfig(SCHEMA)), parser: 'json' })
    await expect(text).toMatchFileSnapshot(SCHEMA)
  })

  it('may leave out whatever they like', () => {
    expect(spsFixtures.schema.safeParse({}).success).toBe(true)
  })

  it.each([
    ['an unknown node', { configuration: { nowhere: {} } }, 'configuration'],
    [
      'a member of a wrong type',
      { configuration: { network: { dns: { primary: 1, secondary: null } } } },
      'configuration.network.dns.primary',
    ],
    [
      'a reference to nothing',
      { configuration: { management: { root_password: { password: 'none' } } } },
      'configuration.management.root_password',
    ],
  ])('are refused with their place: %s', (_what, data, path) => {
    const { error } = spsFixtures.schema.safeParse(data)
    expect(error?.issues[0]?.path.join('.')).toBe(path)
  })
})
