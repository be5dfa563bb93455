/** Requests about folders. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { text } from './json.ts'

/** Body of folder/create (XTAM Shell and PowerShell samples, "Create a Folder"). Other members are ignored. */
export const newFolder = deferred(() =>
  z.object({ name: text, description: text }).meta({ id: 'XtamNewFolder', required: ['name'] }),
)
/** The same where a folder is there already. */
export const changedFolder = deferred(() =>
  z.object({ name: text, description: text }).meta({ id: 'XtamFolderChanges' }),
)
