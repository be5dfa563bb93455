/** What answers say of personal passwords. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count, flag, id } from './fields.ts'

export const passphraseStatus = deferred(() =>
  z.strictObject({
    PASSPHRASESTATUS: z.enum(['PASSPHRASE_NEED', 'PASSPHRASE_NOT_NEED', 'PASSPHRASE_NOT_SET']),
  }),
)

const category = deferred(() =>
  z
    .strictObject({ CATEGORYID: id(), CATEGORYNAME: z.string(), CATEGORYICON: z.string() })
    .meta({ id: 'PmpPersonalCategory' }),
)

export const categories = deferred(() =>
  z.strictObject({ 'CATEGORY LIST': z.array(category()), TOTALROWS: count(), DEFAULTCATEGORYID: id() }),
)

const field = deferred(() =>
  z
    .strictObject({
      FIELDLABEL: z.string(),
      FIELDCOLUMNNAME: z.string(),
      FIELDTYPE: z.enum(['Character', 'Password']),
    })
    .meta({ id: 'PmpPersonalField' }),
)

export const categoryFields = deferred(() =>
  z.strictObject({
    'DEFAULT FIELD': z.array(field()),
    'CUSTOM FIELD': z
      .literal('CUSTOM_FIELDS_NOT_PRESENT')
      .meta({ description: 'The product lists fields of a site here; the mock has none' }),
  }),
)

/** The other members are the columns of the category. */
const account = deferred(() =>
  z
    .object({
      ACCOUNTID: id(),
      IS_FAVOURITE: flag(),
      IS_TOTP_CONFIGURED: flag(),
      TOTP_VALIDITY: count().optional(),
    })
    .catchall(z.string())
    .meta({ id: 'PmpPersonalAccount' }),
)

export const accountPage = deferred(() =>
  z
    .strictObject({
      'ACCOUNT LIST': z.union([z.array(account()).min(1), z.literal('ACCOUNTS_NOT_PRESENT')]),
      TOTALROWS: count(),
      ROWSFETCHED: count(),
    })
    .meta({ id: 'PmpPersonalAccounts' }),
)

export const website = deferred(() =>
  z
    .strictObject({
      CATEGORYID: id(),
      ACCOUNTID: id(),
      PERSONALURL: z.string(),
      USERNAME: z.string(),
      SERVICENAME: z.string(),
      IS_TOTP_CONFIGURED: flag(),
    })
    .meta({ id: 'PmpPersonalWebsite' }),
)
