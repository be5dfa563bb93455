/** INPUT_DATA of the operations on passwords. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, text } from './fields.ts'

/** Why a password is wanted; TICKETID came after 2014. */
export const purpose = deferred(() => z.object({ REASON: text, TICKETID: text }))

/** Change password. Client C4 sends RESETTYPE in lower case. */
export const passwordChange = deferred(() =>
  z.object({
    NEWPASSWORD: text,
    RESETTYPE: choice(['LOCAL', 'REMOTE']),
    REASON: text,
    TICKETID: text,
  }),
)
