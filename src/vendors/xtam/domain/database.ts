/**
 * Export and import of the whole database (XTAM Shell samples, titles "Database Export" and "Database Import"). The form is
 * that of the fixture files, so an export also serves as a world to start from; the encrypted one is the same, locked with
 * a key that every mock has.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { XtamError, because } from '../errors.ts'
import { checkReferences } from '../fixture-checks.ts'
import { seed, type Fixtures } from '../fixtures.ts'
import { sections } from '../schemas/fixtures.ts'
import type { XtamTables } from '../state.ts'
import { schedulePeriod } from './jobs.ts'
import { isTooDeep } from './json-members.ts'
import type { Realm } from './world.ts'

const SOURCE = 'XTAM Shell samples, "Database Import"; the form of the file is our own'
const MARK = 'pam-mock-xtam-export-1'
/** Keeps nothing secret: it stands for the product's master password, so that a file can tell that it was tampered with. */
const KEY = createHash('sha256').update(MARK).digest()
const CIPHER = 'aes-256-gcm'
/** Rows that are read in one go. */
const PIECE = 1000

/** The tables that make up the database; what is left out is sessions, tickets and history. */
const EXPORTED = [
  'users',
  'groups',
  'recordTypes',
  'objects',
  'permissions',
  'links',
  'marks',
  'bindings',
  'tasks',
  'authTokens',
] as const satisfies readonly (keyof XtamTables)[]

/** What refers to objects and does not outlive them. */
const HISTORY = [
  'workflowRequests',
  'jobs',
  'remoteSessions',
] as const satisfies readonly (keyof XtamTables)[]

export function exportDatabase(realm: Realm, isEncrypted: boolean): string {
  const text = `${JSON.stringify(exported(realm.tables), undefined, 2)}\n`
  return isEncrypted ? encrypt(realm, text) : text
}

/** Puts an export in place of the database: all of it, or nothing. @throws XtamError when it is none */
export async function importDatabase(realm: Realm, file: string): Promise<Fixtures> {
  const data = await readSections(parse(file.startsWith(MARK) ? decrypt(file) : file))
  checkReferences(data, fault)
  const { tables } = realm
  realm.update(() => {
    for (const name of [...EXPORTED, ...HISTORY]) {
      const table = tables[name]
      for (const key of table.keys()) table.delete(key)
    }
    const next = tables.sequences.get('objects')?.next ?? 1
    seed(data, tables)
    for (const task of tables.tasks.values()) if (task.event === 'Period') schedulePeriod(realm, task)
    // Numbers that were given out stay given out: journals and scripts may remember them.
    if ((tables.sequences.get('objects')?.next ?? 1) < next) tables.sequences.put('objects', { next })
  })
  return data
}

/** The lists of a database. Long ones are read piece by piece: other requests run meanwhile, and the first fault ends it. */
async function readSections(value: unknown): Promise<Fixtures> {
  const schemas = sections()
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const given = isObject ? { ...value } : value
  const lists = new Map<string, readonly unknown[]>()
  for (const name of Object.keys(schemas)) {
    const list = (given as Record<string, unknown> | null)?.[name]
    if (!Array.isArray(list)) continue
    lists.set(name, list)
    Object.assign(given as object, { [name]: [] })
  }
  const data = read(z.strictObject(schemas), given, [])
  for (const [name, list] of lists) {
    const rows = data[name as keyof Fixtures] as unknown[]
    for (let from = 0; from < list.length; from += PIECE) {
      const piece = list.slice(from, from + PIECE)
      for (const row of read(schemas[name as keyof Fixtures], piece, [name, from])) rows.push(row)
      if (from + PIECE < list.length) await setImmediate()
    }
  }
  return data
}

/** @param at - where it stands in the file: a list, and how many of it come before */
function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: readonly [string, number] | [],
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]!
  const [list, before = 0] = at
  const [index, ...rest] = path
  return fault(list === undefined ? path : [list, Number(index) + before, ...rest], message)
}

function fault(path: readonly PropertyKey[], message: string): never {
  throw unreadable(`${path.join('.') || 'the file'}: ${message}`)
}

function exported(tables: XtamTables) {
  const folders: unknown[] = []
  const records: unknown[] = []
  for (const { kind, ...row } of tables.objects.values()) {
    const dated = { ...row, created: iso(row.created), updated: iso(row.updated) }
    if (kind === 'folder') folders.push(dated)
    else {
      const { parent, ...rest } = dated
      records.push({ ...rest, folder: parent })
    }
  }
  return {
    users: Array.from(tables.users.values(), (row) => ({ ...row, created: iso(row.created) })),
    groups: [...tables.groups.values()],
    recordTypes: [...tables.recordTypes.values()],
    folders,
    records,
    permissions: [...tables.permissions.values()],
    links: [...tables.links.values()],
    marks: Array.from(tables.marks.values(), (row) => ({ ...row, since: iso(row.since) })),
    bindings: [...tables.bindings.values()],
    tasks: [...tables.tasks.values()],
    authTokens: Array.from(tables.authTokens.values(), ({ expiresAt, ...row }) => ({
      ...row,
      expires: iso(expiresAt),
    })),
  }
}

function encrypt({ ids }: Realm, text: string): string {
  const nonce = ids.bytes(12)
  const cipher = createCipheriv(CIPHER, KEY, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${MARK} ${[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64')).join('.')}\n`
}

function decrypt(file: string): string {
  const [nonce, tag, sealed, ...more] = file
    .slice(MARK.length)
    .trim()
    .split('.')
    .map((part) => Buffer.from(part, 'base64'))
  if (!nonce || !tag || !sealed || more.length > 0) throw unreadable('it was cut or glued')
  try {
    const decipher = createDecipheriv(CIPHER, KEY, nonce)
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
  } catch {
    throw unreadable('it was changed after its export')
  }
}

function parse(text: string): unknown {
  if (isTooDeep(text)) throw unreadable('it is nested too deeply')
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own words quote the text, which holds secrets.
    throw unreadable('it is no JSON')
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}

function unreadable(what: string): XtamError {
  const message = `The file is no export of a database: ${what}. Nothing was changed.`
  return new XtamError('invalid-input', because('import.unreadable', message, SOURCE), {
    text: 'importUnreadable',
  })
}
