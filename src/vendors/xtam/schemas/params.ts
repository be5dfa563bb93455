/** What stands in paths. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

/** @param examples of the built-in world */
const idOf = (...examples: string[]) =>
  z.string().meta({
    description: '"i-" and up to 11 letters and digits, or the number of the object',
    ...(examples.length > 0 && { examples }),
  })
const objectId = idOf()
const recordId = idOf('i-2qhyGh2UB0V', '183321')
const folderId = idOf('i-2Zh30SUCq7c', '183320')
const typeId = idOf('i-83XfwpNvCHy', '1724')
/** Tokens, tasks, requests, jobs and remote sessions. */
const lesserId = z.string().meta({ description: 'a number, or the id that a fixture file gave' })
const principal = z.string().meta({ description: 'login of a user or name of a group, or the id of either' })
const field = z.string().meta({ description: "a field's name in the record" })

export const byId = deferred(() => z.strictObject({ id: objectId }))
export const byField = deferred(() => z.strictObject({ id: recordId, field }))
export const intoFolder = deferred(() => z.strictObject({ id: recordId, folder: folderId }))
export const inFolder = deferred(() => z.strictObject({ parent: folderId }))
export const inFolderOfType = deferred(() => z.strictObject({ folder: folderId, type: typeId }))
export const ofRecord = deferred(() => z.strictObject({ record: recordId }))
export const taskOfRecord = deferred(() => z.strictObject({ record: recordId, task: lesserId }))
export const ofPrincipal = deferred(() => z.strictObject({ id: objectId, principal: z.string() }))
export const byLesserId = deferred(() => z.strictObject({ id: lesserId }))
export const byName = deferred(() => z.strictObject({ name: principal }))
export const membership = deferred(() => z.strictObject({ name: principal, user: principal }))
export const byTicket = deferred(() =>
  z.strictObject({ ticket: z.string().meta({ description: 'a ticket-granting ticket, TGT-…' }) }),
)
