/** XTAM's fixture files: a world that people can read and write, and how it fills the tables. */
import { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { refineReferences } from './fixture-checks.ts'
import { sections, type Fixtures } from './schemas/fixtures.ts'
import { bindingKey, linkKey, markKey, permissionKey, type ObjectRow, type XtamTables } from './state.ts'

export type { Fixtures } from './schemas/fixtures.ts'

const database = lazily(() => z.strictObject(sections()).superRefine(refineReferences))

/** A whole world to start from. Nothing runs before the first request, so no task can run by itself from the start. */
export const fixtureSchema = z.lazy(() =>
  database().superRefine(({ tasks }, context) => {
    for (const [at, { event }] of tasks.entries()) {
      if (event !== 'Period') continue
      const message = 'a task by period is made with POST /rest/task/create, or imported'
      context.addIssue({ code: 'custom', path: ['tasks', at, 'event'], message })
    }
  }),
)

/** One file of it, for editors. */
export const fixtureFile = z.lazy(() => z.strictObject({ $schema: z.string().optional(), ...sections() }))

export function seed(data: Fixtures, tables: XtamTables): void {
  for (const row of data.users) tables.users.put(row.login, row)
  for (const row of data.groups) tables.groups.put(row.name, row)
  for (const row of data.recordTypes) tables.recordTypes.put(row.id, row)
  for (const row of data.folders) putObject(tables, { kind: 'folder', ...row, ...updateOf(row) })
  for (const { folder: parent, custom, ...row } of data.records) {
    const text = typeof custom === 'string' ? custom : JSON.stringify(custom)
    putObject(tables, { kind: 'record', ...row, ...updateOf(row), parent, custom: text })
  }
  for (const row of data.permissions) tables.permissions.put(permissionKey(row.object, row.principal), row)
  for (const row of data.links) tables.links.put(linkKey(row.folder, row.record), row)
  for (const row of data.marks) tables.marks.put(markKey(row.object, row.mark, row.login), row)
  for (const row of data.tasks) tables.tasks.put(row.id, row)
  for (const row of data.bindings) tables.bindings.put(bindingKey(row.object, row.action), row)
  for (const { expires, ...row } of data.authTokens) {
    tables.authTokens.put(row.text, { ...row, expiresAt: expires })
  }
  // Sorted now, and not at somebody's first page.
  tables.objects.count('name')
  tables.users.count('login')
  tables.groups.count('name')
  const numbers = [...identities(data).map(({ number }) => number), ...lesserNumbers(data)]
  tables.sequences.put('objects', { next: numbers.reduce((most, one) => Math.max(most, one), 0) + 1 })
}

function putObject(tables: XtamTables, row: ObjectRow): void {
  tables.objects.put(row.id, row)
}

type Dated = Fixtures['folders'][number] | Omit<Fixtures['records'][number], 'folder' | 'custom'>

function updateOf(row: Dated) {
  return { updated: row.updated ?? row.created, updatedBy: row.updatedBy ?? row.createdBy }
}

/** Tokens and tasks take their ids from the same sequence, unless a file calls them otherwise. */
function lesserNumbers({ authTokens, tasks }: Fixtures): number[] {
  return [...authTokens, ...tasks].map(({ id }) => Number(id)).filter(Number.isSafeInteger)
}

function identities(data: Fixtures) {
  return [...data.users, ...data.groups, ...data.recordTypes, ...data.folders, ...data.records]
}
