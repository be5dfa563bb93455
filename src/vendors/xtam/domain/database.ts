/**
 * Export and import of the whole database (XTAM Shell samples, titles "Database Export" and "Database Import"). The form is
 * that of the fixture files, so an export also serves as a world to start from; the encrypted one is the same, locked with
 * a key that every mock has.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { XtamError, because } from '../errors.ts'
import { databaseSchema, seed, type Fixtures } from '../fixtures.ts'
import type { XtamTables } from '../state.ts'
import { schedulePeriod } from './jobs.ts'
import type { Realm } from './world.ts'

const SOURCE = 'XTAM Shell samples, "Database Import"; the form of the file is our own'
const MARK = 'pam-mock-xtam-export-1'
/** Keeps nothing secret: it stands for the product's master password, so that a file can tell that it was tampered with. */
const KEY = createHash('sha256').update(MARK).digest()
const CIPHER = 'aes-256-gcm'

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
export function importDatabase(realm: Realm, file: string): Fixtures {
  const result = databaseSchema.safeParse(parse(file.startsWith(MARK) ? decrypt(file) : file))
  if (!result.success) {
    const [issue] = result.error.issues
    throw unreadable(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'unknown fault'}`)
  }
  const { tables } = realm
  realm.update(() => {
    for (const name of [...EXPORTED, ...HISTORY]) {
      const table = tables[name]
      for (const key of table.keys()) table.delete(key)
    }
    const next = tables.sequences.get('objects')?.next ?? 1
    seed(result.data, tables)
    for (const task of tables.tasks.values()) if (task.event === 'Period') schedulePeriod(realm, task)
    // Numbers that were given out stay given out: journals and scripts may remember them.
    if ((tables.sequences.get('objects')?.next ?? 1) < next) tables.sequences.put('objects', { next })
  })
  return result.data
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
