/** Requests about folders. */
import { z } from 'zod'
import { text } from './json.ts'

/** Body of folder/create (XTAM Shell and PowerShell samples, "Create a Folder"). Other members are ignored. */
export const newFolder = z.object({ name: text, description: text })
