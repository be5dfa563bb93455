import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Kernel } from '../../kernel/kernel.ts'
import { pmp } from './index.ts'
import { rowSchemas } from './rows/index.ts'
import { pmpSlice, type TrashRow } from './state.ts'

/** Members that rows kept before there were organisations, histories and dynamic groups do not have. */
const YOUNGER = {
  users: ['organizationId', 'passphrase'],
  resources: ['organizationId'],
  accounts: ['createdAt'],
  userGroups: ['organizationId'],
  resourceGroups: ['organizationId', 'criteria'],
  certificates: ['organizationId'],
  sshKeys: ['organizationId'],
  policies: ['id', 'maxAgeDays', 'remembered'],
  system: ['resourceTypes'],
  counters: ['run'],
} as const

const kernel = new Kernel({
  surfaces: [pmp],
  fixtures: { name: 'built-in', directories: [join(import.meta.dirname, '../../../fixtures/seeds')] },
})
const tables = kernel.defaultWorkspace.state(pmpSlice)

const without = (row: object, members: readonly string[]): unknown =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !members.includes(name)))

describe('A row that an older version kept', () => {
  it.each(Object.keys(YOUNGER) as (keyof typeof YOUNGER)[])(
    'of %s is brought into the form of now',
    (name) => {
      const { migrations = [] } = pmpSlice.tables[name]
      const rows = [...tables[name].values()]
      expect(rows).not.toEqual([])
      for (const row of rows) {
        let old = without(row, YOUNGER[name])
        expect(old).not.toEqual(row)
        for (const migrate of migrations) old = migrate(old)
        expect(rowSchemas[name].safeParse(old).error?.issues).toBeUndefined()
      }
    },
  )

  it('of an SSH key, with the one user that it was for', () => {
    const old = { name: 'k', type: 'ssh-rsa', userName: 'deploy', resourceName: 'web1', privateKey: 'FAKE' }
    const row = pmpSlice.tables.sshKeys.migrations!.reduce<unknown>((one, migrate) => migrate(one), old)
    const read = rowSchemas.sshKeys.safeParse(row)
    expect(read.error?.issues).toBeUndefined()
    expect(read.data!.associations).toEqual([{ userName: 'deploy', resourceName: 'web1' }])
  })

  it('of the trash too, with the resource and the accounts within', () => {
    const [resource, account] = [tables.resources.get('303')!, tables.accounts.get('307')!]
    const old = {
      id: '303',
      type: 'resource',
      resource: without(resource, YOUNGER.resources),
      accounts: [without(account, YOUNGER.accounts)],
    }
    const [migrate] = pmpSlice.tables.trash.migrations!
    const row = migrate!(old) as TrashRow
    expect(rowSchemas.trash.safeParse(row).error?.issues).toBeUndefined()
    expect(row.resource).toEqual(resource)
  })
})
