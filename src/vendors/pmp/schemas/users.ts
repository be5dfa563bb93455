/** INPUT_DATA of the operations on users. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { role } from '../rows/people.ts'
import { choice, count, id, idList, name, text } from './fields.ts'

export const ROLES = role.options

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
      ROLE: text.meta({
        description: `One of ${ROLES.join(', ')}, in any case, or with ROLEID a role of the site's own`,
      }),
      ROLEID: id,
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

/** Whose accountabilities become whose (PAM360 REST, userapi-9). */
export const transfer = deferred(() => z.object({ oldUserId: id, newUserId: id }))

/** Members are our reading, after those that the list shows. */
export const userGroupWish = deferred(() => z.object({ USERGROUPNAME: name, USERIDS: idList }))

/** Users that are named take the place of all there were. */
export const userGroupEdit = deferred(() =>
  z.object({ USERGROUPNAME: name, USERIDS: z.array(id).optional() }),
)

/** What an edit may change; login, password and token are not among it. */
export const userEdit = deferred(() =>
  newUser().pick({
    FIRSTNAME: true,
    LASTNAME: true,
    FULLNAME: true,
    EMAIL: true,
    ROLE: true,
    ROLEID: true,
    ISSUPERADMIN: true,
  }),
)
