import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Kernel } from '../../kernel/kernel.ts'
import { pmp } from './index.ts'
import { pmpFixtureFile, pmpFixtures } from './schemas/fixtures.ts'

const ROOT = join(import.meta.dirname, '../../../fixtures')

const user = { id: '1', login: 'admin' }
const resource = {
  id: '1',
  name: 'one',
  type: 'Linux',
  owner: 'admin',
  accounts: [{ id: '1', name: 'root' }],
}

function load(data: Record<string, unknown>): Kernel {
  return new Kernel({
    surfaces: [pmp],
    fixtures: { name: 'test', directories: [], data: { pmp: { users: [user], ...data } } },
  })
}

describe('Fixtures of pmp', () => {
  it('have a JSON schema that editors complete them by', async () => {
    const file = join(ROOT, 'schemas/pmp.json')
    const schema = z.toJSONSchema(pmpFixtureFile, { io: 'input' })
    const text = await format(JSON.stringify(schema), { ...(await resolveConfig(file)), parser: 'json' })
    await expect(text).toMatchFileSnapshot(file)
  })

  it('need no more than a user', () => {
    expect(() => load({})).not.toThrow()
    expect(pmpFixtures.parse({ users: [user] }).users[0]?.role).toBe('Password User')
  })

  it.each([
    [{ resources: [{ ...resource, owner: 'nobody' }] }, 'name a user "nobody"'],
    [{ resources: [resource, { ...resource, id: '2' }] }, 'two resources called "one"'],
    [{ resources: [resource, { ...resource, name: 'two', accounts: [] }] }, 'two resources with the id "1"'],
    [{ resources: [resource, { ...resource, id: '2', name: 'two' }] }, 'two accounts with the id "1"'],
    [{ users: [user, { ...user, id: '2', login: 'ADMIN' }] }, 'two users called "admin"'],
    [{ users: [user, { ...user, login: 'other' }] }, 'two users with the id "1"'],
    [
      {
        users: [
          { ...user, api: { token: 'same-token' } },
          { id: '2', login: 'b', api: { token: 'same-\ntoken' } },
        ],
      },
      'two users with one token',
    ],
    [{ shares: [{ account: '9', user: 'admin', level: 'view' }] }, 'no account "9"'],
    [{ shares: [{ resource: '9', user: 'admin', level: 'view' }] }, 'no resource "9"'],
    [{ requests: [{ account: '9', user: 'admin', requestedAt: '2014-11-27T10:20:00Z' }] }, 'no account "9"'],
    [{ resourceGroups: [{ id: '1', name: 'g', owner: 'admin', resources: ['9'] }] }, 'no resource "9"'],
    [
      { shares: [{ account: '1', user: 'admin', userGroup: '1', level: 'view' }] },
      'either "user" or "userGroup"',
    ],
    [{ resources: [{ ...resource, id: 'one' }] }, 'an id is a decimal number as text'],
  ])('that contradict themselves are refused: %j', (data, sentence) => {
    expect(() => load(data)).toThrow(sentence)
  })
})
