/** What the scripts of the built-in library do to a record, as far as a record shows it (XTAM script library). */
import type { RecordRow, TaskScript } from '../state.ts'
import { fieldsOf } from './custom.ts'
import { replaceValues } from './json-members.ts'
import { newPassword } from './passwords.ts'
import type { Realm } from './world.ts'

export interface ScriptResult {
  readonly failed: boolean
  readonly message: string
  /** The record's fields afterwards, when they have changed. */
  readonly custom?: string
}

/** Runs a script on a record, which may be gone by now. Wordings are our own. */
export function runScript({ ids }: Realm, script: TaskScript, record: RecordRow | undefined): ScriptResult {
  if (!record || record.archived) return { failed: true, message: 'the record is gone' }
  const fields = fieldsOf(record)
  if (script === 'Check Status') {
    const host = fields['Host']
    return typeof host === 'string'
      ? { failed: false, message: `${host} answers` }
      : { failed: true, message: 'the record has no Host' }
  }
  if (typeof fields['Password'] !== 'string') return { failed: true, message: 'the record has no Password' }
  const password = JSON.stringify(newPassword(ids))
  return {
    failed: false,
    message: 'the password was changed',
    custom: replaceValues(record.custom, (name) => (name === 'Password' ? password : undefined)),
  }
}
