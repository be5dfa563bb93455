import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fixtureFile, fixtureSchema } from './fixtures.ts'

const root = { id: 'i-1', number: 1, name: 'All Records', parent: null }
const type = { id: 'i-2', number: 2, name: 'Secret' }
const record = { id: 'i-3', number: 3, name: 'a', folder: 'i-1', type: 'i-2', custom: {} }
const user = { id: 'i-4', number: 4, login: 'a', password: 'b' }
const sound = { folders: [root], recordTypes: [type], records: [record], users: [user] }

const SCHEMA = join(import.meta.dirname, '../../../fixtures/schemas/xtam.json')

describe('fixtures', () => {
  it('have a JSON schema that editors complete them by', async () => {
    const schema = JSON.stringify(z.toJSONSchema(fixtureFile, { io: 'input' }))
    const text = await format(schema, { ...(await resolveConfig(SCHEMA)), parser: 'json' })
    await expect(text).toMatchFileSnapshot(SCHEMA)
  })

  it('may leave out what has a default', () => {
    expect(fixtureSchema.parse(sound).records[0]).toMatchObject({ description: '', inherits: true })
    expect(fixtureSchema.parse({}).users).toEqual([])
  })

  it.each([
    ['an id used twice', { ...sound, records: [{ ...record, id: 'i-1' }] }, 'records.0'],
    ['a number used twice', { ...sound, users: [{ ...user, number: 1 }] }, 'folders.0'],
    ['an id that is none', { ...sound, folders: [{ ...root, id: 'x' }] }, 'folders.0.id'],
    ['an unknown folder', { ...sound, records: [{ ...record, folder: 'i-9' }] }, 'records.0.folder'],
    ['an unknown type', { ...sound, records: [{ ...record, type: 'i-9' }] }, 'records.0.type'],
    [
      'an unknown parent',
      { ...sound, folders: [root, { ...root, id: 'i-8', number: 8, parent: 'i-9' }] },
      'folders.1.parent',
    ],
    [
      'an unknown user of a token',
      { ...sound, authTokens: [{ id: '1', text: 't', login: 'x', expires: '2030-01-01T00:00:00Z' }] },
      'authTokens.0.login',
    ],
    [
      'rights on nothing',
      { ...sound, permissions: [{ object: 'i-9', principal: 'a', recordControl: 'Owner' }] },
      'permissions.0.object',
    ],
    [
      'rights that are none',
      { ...sound, permissions: [{ object: 'i-1', principal: 'a', recordControl: 'All' }] },
      'permissions.0.recordControl',
    ],
    [
      'approval on nothing',
      { ...sound, bindings: [{ object: 'i-9', action: 'Record Control', approvers: ['a'] }] },
      'bindings.0.object',
    ],
    ['an unknown group of a user', { ...sound, users: [{ ...user, groups: ['x'] }] }, 'users.0.groups'],
    [
      'rights of nobody',
      { ...sound, permissions: [{ object: 'i-1', principal: 'x', recordControl: 'Owner' }] },
      'permissions.0.principal',
    ],
    [
      'approval by nobody',
      { ...sound, bindings: [{ object: 'i-1', action: 'Record Control', approvers: ['x'] }] },
      'bindings.0.approvers',
    ],
    ['a login twice', { ...sound, users: [user, { ...user, id: 'i-8', number: 8 }] }, 'users.1'],
    [
      'an unknown parent of a type',
      { ...sound, recordTypes: [{ ...type, parentType: 'i-9' }] },
      'recordTypes.0.parentType',
    ],
    [
      'a type as its own parent',
      { ...sound, recordTypes: [{ ...type, parentType: 'i-2' }] },
      'recordTypes.0.parentType',
    ],
    ['a link to no record', { ...sound, links: [{ folder: 'i-1', record: 'i-1' }] }, 'links.0.record'],
    ['a link into no folder', { ...sound, links: [{ folder: 'i-3', record: 'i-3' }] }, 'links.0.folder'],
    [
      'a mark of nobody',
      { ...sound, marks: [{ login: 'x', object: 'i-1', mark: 'Favorite' }] },
      'marks.0.login',
    ],
    [
      'a mark on nothing',
      { ...sound, marks: [{ login: 'a', object: 'i-9', mark: 'Favorite' }] },
      'marks.0.object',
    ],
    [
      'a task of nothing',
      { ...sound, tasks: [{ id: '1', owner: 'i-1', name: 'x', script: 'Check Status' }] },
      'tasks.0.owner',
    ],
    [
      'a task by period',
      { ...sound, tasks: [{ id: '1', owner: 'i-2', name: 'x', script: 'Check Status', event: 'Period' }] },
      'tasks.0.event',
    ],
    ['fields that are no object', { ...sound, records: [{ ...record, custom: '[]' }] }, 'records.0.custom'],
    ['a member misspelt', { ...sound, users: [{ ...user, passwort: 'b' }] }, 'users.0'],
    [
      'two root folders',
      { ...sound, folders: [root, { ...root, id: 'i-8', number: 8 }] },
      'folders.1.parent',
    ],
    [
      'a folder inside itself',
      { ...sound, folders: [root, { ...root, id: 'i-8', number: 8, parent: 'i-8' }] },
      'folders.1.parent',
    ],
  ])('with %s are refused at the place', (_what, data, path) => {
    const result = fixtureSchema.safeParse(data)
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
  })
})
