/** The chapters of the document, and which operation stands in which. */
import type { Told } from './told.ts'

export const chapters = {
  'Sign-in': 'The Federated Sign-In Module: Apereo CAS, its login page, tickets and their validation.',
  Application: 'Pages of the application that a browser opens.',
  Records:
    'Records with their secrets: unlocking, creating, changing, searching, archive, favorites and alerts.',
  Folders: 'The tree of folders and vaults.',
  'Record types': 'The kinds of records, with their fields.',
  Permissions: 'Sharing of records and folders.',
  Approval: 'Requests of the workflow: asking, deciding, giving back.',
  'Tasks and jobs': 'Scripts that run on records, and their runs.',
  'Sessions on hosts': "Sessions that are opened on a record's host.",
  'Users and groups': 'Who calls, and the administration of local users and groups.',
  'Authentication tokens': 'Tokens that sign in to the sign-in module.',
  Audit: 'The audit trail, and alerts of what was subscribed to.',
  Database: 'Export and import of the whole.',
} as const satisfies Record<string, string>

const CHAPTER_OF_NOUN: Readonly<Record<string, keyof typeof chapters>> = {
  cas: 'Sign-in',
  gui: 'Application',
  'api-docs': 'Application',
  record: 'Records',
  folder: 'Folders',
  'record-type': 'Record types',
  permission: 'Permissions',
  workflow: 'Approval',
  task: 'Tasks and jobs',
  job: 'Tasks and jobs',
  session: 'Sessions on hosts',
  user: 'Users and groups',
  group: 'Users and groups',
  token: 'Authentication tokens',
  audit: 'Audit',
  alert: 'Audit',
  admin: 'Database',
}

export function chapterOf({ id }: Told): string {
  const [, noun = ''] = id.split('.')
  const chapter = CHAPTER_OF_NOUN[noun]
  if (chapter === undefined) throw new Error(`No chapter tells of "${id}".`)
  return chapter
}
