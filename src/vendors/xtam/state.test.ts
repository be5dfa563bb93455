import { expect, it } from 'vitest'
import { rows } from './rows/rows.ts'
import { xtamSlice } from './state.ts'

/** Rows as the first version kept them. */
const FIRST = {
  users: {
    id: 'i-1',
    number: 1,
    login: 'jo',
    password: 'x',
    firstName: '',
    lastName: '',
    email: '',
    directory: 'Local',
    groups: [],
    roles: [],
    mfaSecret: '',
    enabled: true,
  },
  objects: {
    id: 'i-2',
    number: 2,
    name: 'a',
    description: '',
    parent: 'i-1',
    inherits: true,
    created: 0,
    updated: 0,
    createdBy: 'jo',
    updatedBy: 'jo',
    kind: 'record',
    type: 'i-3',
    custom: '{}',
  },
  recordTypes: {
    id: 'i-3',
    number: 3,
    name: 'Secret',
    description: '',
    sessionManager: '',
    hidden: false,
    fields: [],
  },
  permissions: {
    object: 'i-2',
    principal: 'jo',
    recordControl: 'Viewer',
    sessionControl: 'Connect',
    taskControl: 'none of the words',
  },
  grantingTickets: { id: 'TGT-1-x', cookie: 'c', login: 'jo', createdAt: 0, usedAt: 0 },
  serviceTickets: {
    id: 'ST-1-x',
    grantingTicket: 'TGT-1-x',
    login: 'jo',
    service: 's',
    createdAt: 0,
    fromNewLogin: true,
    spent: false,
  },
} as const

it.each(['users', 'objects', 'recordTypes', 'permissions', 'grantingTickets', 'serviceTickets'] as const)(
  'rows of the first version in %s become such as they are now',
  (name) => {
    let row: unknown = FIRST[name]
    for (const migrate of xtamSlice.tables[name].migrations ?? []) row = migrate(row)
    expect(rows[name].safeParse(row).error?.issues ?? []).toEqual([])
    expect(row).toMatchObject(
      name === 'permissions'
        ? { sessionControl: 'Connect (Optionally Recording)', taskControl: 'None' }
        : FIRST[name],
    )
  },
)
