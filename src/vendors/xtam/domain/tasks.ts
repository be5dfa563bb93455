/** Tasks: a script and what sets it off, of a record type, or of one record that was made unique (XTAM tasks page). */
import { XtamError, because } from '../errors.ts'
import type { RecordRow, TaskEvent, TaskRow, TaskScript } from '../state.ts'
import { schedulePeriod } from './jobs.ts'
import type { Realm } from './world.ts'
import { nextNumber } from './sequence.ts'

const TASKS = 'XTAM tasks page: script, event, policy; per record type or unique'
/** A shorter period would keep the clock busy when it is moved by years. */
const SHORTEST_PERIOD = 60_000

/** A record's tasks: its own when it has any, else those of its type. */
export function tasksOf({ tables }: Realm, record: RecordRow): TaskRow[] {
  const own = [...tables.tasks.find('owner', record.id)]
  const tasks = own.length > 0 ? own : [...tables.tasks.find('owner', record.type)]
  return tasks.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

/** @throws XtamError when the record has no such task */
export function findTask(realm: Realm, record: RecordRow, id: string): TaskRow {
  const row = tasksOf(realm, record).find((task) => task.id === id)
  if (row) return row
  const message = `Record ${record.id} has no task "${id}".`
  throw new XtamError('unknown-object', because('task.not-found', message, TASKS), { text: 'notFound' })
}

export interface NewTask {
  readonly name: string
  readonly script: TaskScript
  readonly event: TaskEvent
  readonly delayMs: number
}

/** Adds a task to one record, which takes over those of its type and is unique from then on. */
export function createTask(realm: Realm, record: RecordRow, wanted: NewTask): TaskRow {
  if (wanted.event === 'Period' && wanted.delayMs < SHORTEST_PERIOD) {
    const message = `A period of ${wanted.delayMs} ms is too short; at least ${SHORTEST_PERIOD} were expected.`
    throw invalid('period-too-short', message)
  }
  return realm.update(() => {
    for (const inherited of tasksOf(realm, record))
      if (inherited.owner !== record.id) put(realm, record, inherited)
    return put(realm, record, wanted)
  })
}

/** Takes a task from a unique record; with its last one the record is back to those of its type. */
export function deleteTask(realm: Realm, record: RecordRow, id: string): void {
  const task = findTask(realm, record, id)
  if (task.owner !== record.id)
    throw invalid('of-type', `Task ${id} belongs to the type of record ${record.id}, and to all its records.`)
  realm.update(() => realm.tables.tasks.delete(id))
}

function put(realm: Realm, record: RecordRow, { name, script, event, delayMs }: NewTask): TaskRow {
  const id = String(nextNumber(realm, 'objects'))
  const row: TaskRow = { id, owner: record.id, name, script, event, delayMs }
  realm.tables.tasks.put(id, row)
  if (event === 'Period') schedulePeriod(realm, row)
  return row
}

function invalid(rule: string, message: string): XtamError {
  return new XtamError('invalid-input', because(`task.${rule}`, message, TASKS), { text: 'requestInvalid' })
}
