/** Requests about folders. */
import { z } from 'zod'

/** A text member, as Jackson reads it: numbers and booleans count as their text, null as absent. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .nullish()
  .transform((value) => value ?? undefined)

/** Body of folder/create (XTAM Shell and PowerShell samples, "Create a Folder"). Other members are ignored. */
export const newFolder = z.object({ name: text, description: text })
