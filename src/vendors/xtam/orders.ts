/** The orders of lists, kept by the store, so that a page costs what it shows. */
import type { OrderOf } from '../../kernel/store/ordered-index.ts'
import type { GroupRow, ObjectRow, UserRow } from './rows/objects.ts'

/** Names as people sort them. An Intl.Collator does the same, in more time. */
function collate(one: string, other: string): number {
  return one.localeCompare(other, 'en')
}

/** Groups of objects: those in use, and records that were put away. */
export const IN_USE = 'in use'
export const ARCHIVED = 'archived'

/** The group of the folders that lie in a folder. That of its records has the folder's id for a name. */
export function foldersIn(folder: string | null): string {
  return `in ${folder}`
}

/** Objects by name; of those with one name the older first. */
export function compareNames(one: ObjectRow, other: ObjectRow): number {
  return collate(one.name, other.name) || one.number - other.number
}

export const objectsByName: OrderOf<ObjectRow, ObjectRow> = {
  by: (row) => row,
  compare: compareNames,
  groups(row) {
    if (row.kind === 'folder') return [IN_USE, foldersIn(row.parent)]
    return row.archived ? [ARCHIVED] : [IN_USE, row.parent]
  },
}

export const usersByLogin: OrderOf<UserRow, string> = { by: ({ login }) => login, compare: collate }

export const groupsByName: OrderOf<GroupRow, string> = { by: ({ name }) => name, compare: collate }

/** Rows whose ids are numbers of one sequence, by age; those about a record are a group. */
export const byAge: OrderOf<{ readonly id: string; readonly record: string }> = {
  by: ({ id }) => Number(id) || 0,
  groups: ({ record }) => [record],
}
