/** INPUT_DATA of the operations on users. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, count, name, text } from './fields.ts'

const TRUE_FALSE = choice(['true', 'false'])

/** `NeverExpires`, or a date such as 2027-01-31 up to whose end the token holds; milliseconds since the epoch. */
const expiry = text.transform((value, context) => {
  if (value === undefined || value.toLowerCase() === 'neverexpires') return null
  const at = Date.parse(`${value}T23:59:59.999Z`)
  // JavaScript takes a 31st of February for the 3rd of March.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(value)) return at
  context.addIssue(`expected NeverExpires or yyyy-MM-dd`)
  return z.NEVER
})

/** The first eight are the 2014 page's own, the others its optional ones and what later versions add. */
export const newUser = deferred(() =>
  z
    .object({
      USERNAME: name,
      FIRSTNAME: text,
      LASTNAME: text,
      EMAIL: text,
      PASSWORD: text,
      POLICY: text,
      ROLE: choice([
        'Administrator',
        'Privileged Administrator',
        'Password Administrator',
        'Password Auditor',
        'Password User',
      ]),
      ISSUPERADMIN: TRUE_FALSE,
      ENABLEMOBILEACCESS: TRUE_FALSE,
      ENABLETWOFACTOR: TRUE_FALSE,
      PRIMARYCONTACT: choice(['landline', 'mobile']),
      FULLNAME: text,
      ISAPIUSER: TRUE_FALSE,
      RESTAPIACCESS: TRUE_FALSE,
      HOSTNAME: text,
      EXPIRYDATE: expiry,
      /** PAM360 REST, userapi-2: in place of a date, for the host rule, and a group to join. */
      TOKENVALIDITYDAYS: count,
      HOSTCHECK: TRUE_FALSE,
      USERGROUPNAME: name,
    })
    .catchall(z.unknown().meta({ description: 'Texts, numbers and booleans are kept as attributes' })),
)

/** What an edit may change; login, password and token are not among it. */
export const userEdit = deferred(() =>
  newUser().pick({
    FIRSTNAME: true,
    LASTNAME: true,
    FULLNAME: true,
    EMAIL: true,
    ROLE: true,
    ISSUPERADMIN: true,
  }),
)
