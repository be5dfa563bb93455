/** Names and fields as people send them. */
import { XtamError, because } from '../errors.ts'
import type { RecordTypeRow } from '../state.ts'
import { isTooDeep, membersOf } from './json-members.ts'
import type { Realm } from './world.ts'
import { fieldsOfType } from './record-types.ts'

/** A name as its new owner wants it. @throws XtamError when it is missing or too long */
export function checkName({ settings }: Realm, name: string | undefined): string {
  if (name === undefined || name.trim() === '') {
    throw new XtamError(
      'invalid-input',
      because(
        'name.missing',
        'A "name" was expected and none, or an empty one, came.',
        'XTAM API samples: every object is created with a name',
      ),
      { text: 'nameMissing' },
    )
  }
  if (name.length <= settings.maxName) return name
  throw new XtamError(
    'invalid-input',
    because(
      'name.too-long',
      `A name has at most ${settings.maxName} characters (knob xtam.maxName); ${name.length} came.`,
      'our reading, not documented',
    ),
    { text: 'nameTooLong' },
  )
}

/** The JSON text of a record's fields. @throws XtamError when it is not the text of a JSON object, or lacks a field */
export function checkCustom(realm: Realm, type: RecordTypeRow, custom: string): string {
  const text = checkJsonObject(custom)
  if (!realm.settings.strictFields) return text
  const names = new Set(membersOf(text).map(({ name }) => name))
  const missing = fieldsOfType(realm, type).find(({ name }) => !names.has(name))
  if (missing)
    throw customMalformed(`the field "${missing.name}" of "${type.name}" is missing (knob xtam.strictFields)`)
  return text
}

/** The text of a JSON object; a blank one has no members. @throws XtamError for any other text */
export function checkJsonObject(custom: string): string {
  const text = custom.trim() === '' ? '{}' : custom
  if (isTooDeep(text)) throw customMalformed('what came is nested too deeply')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's own words quote the text, which holds secrets.
    throw customMalformed('what came is no JSON')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return text
  throw customMalformed(
    `what came is ${Array.isArray(value) ? 'an array' : `a JSON ${value === null ? 'null' : typeof value}`}`,
  )
}

function customMalformed(what: string): XtamError {
  return new XtamError(
    'invalid-input',
    because(
      'custom.malformed',
      `"custom" must be the text of a JSON object with the record's fields; ${what}.`,
      'XTAM API Python example: custom',
    ),
    { text: 'customMalformed' },
  )
}
