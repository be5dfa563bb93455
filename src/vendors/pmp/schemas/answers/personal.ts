/** What answers say of personal passwords. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { flag, id } from './fields.ts'

export const category = deferred(() =>
  z.strictObject({ CATEGORYID: id(), CATEGORYNAME: z.string() }).meta({ id: 'PmpPersonalCategory' }),
)

const label = deferred(() => z.strictObject({ FIELDLABEL: z.string() }))

export const categoryFields = deferred(() =>
  z.strictObject({ 'DEFAULT FIELD': z.array(label()), 'CUSTOM FIELD': z.array(label()) }),
)

/** The other members are the fields of the category, by their labels. */
export const personalAccount = deferred(() =>
  z
    .object({ ACCOUNTID: id(), ISFAVOURITE: flag(), IS_TOTP_CONFIGURED: flag() })
    .catchall(z.string())
    .meta({ id: 'PmpPersonalAccount' }),
)
