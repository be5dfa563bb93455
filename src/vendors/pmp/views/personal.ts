/** Personal passwords as the browser extension reads them (client C6). */
import type { Call } from '../call.ts'
import type { PersonalCategory, PersonalColumn } from '../domain/personal-categories.ts'
import { arrange } from '../editions.ts'
import type { PersonalAccountRow } from '../state.ts'

type Printed = Record<string, unknown>

const VALIDITY_SECONDS = '30'

export function personalCategory({ edition }: Call, { id, name }: PersonalCategory): Printed {
  return arrange(edition, 'details', {
    CATEGORYID: id,
    CATEGORYNAME: name,
    CATEGORYICON: `/themes/passtrix/images/${name.replaceAll(' ', '')}.gif`,
  })
}

export function personalField({ edition }: Call, { name, label, type }: PersonalColumn): Printed {
  return arrange(edition, 'details', { FIELDLABEL: label, FIELDCOLUMNNAME: name, FIELDTYPE: type })
}

/** A page of a category's accounts. With nothing to show a word stands in the list's place. */
export function personalAccountPage(
  call: Call,
  category: PersonalCategory,
  shown: readonly PersonalAccountRow[],
  total: number,
): Printed {
  return arrange(call.edition, 'details', {
    'ACCOUNT LIST':
      shown.length === 0
        ? 'ACCOUNTS_NOT_PRESENT'
        : shown.map((account) => personalAccount(call, category, account)),
    TOTALROWS: String(total),
    ROWSFETCHED: String(shown.length),
  })
}

/** All columns of the category are there, filled or not: the first one tells which category it is. */
function personalAccount(
  { edition }: Call,
  { columns }: PersonalCategory,
  { id, fields, favourite, totpSecret }: PersonalAccountRow,
): Printed {
  return arrange(edition, 'details', {
    ACCOUNTID: id,
    IS_FAVOURITE: String(favourite),
    IS_TOTP_CONFIGURED: String(totpSecret !== null),
    TOTP_VALIDITY: totpSecret === null ? undefined : VALIDITY_SECONDS,
    ...Object.fromEntries(columns.map(({ name }) => [name, fields[name] ?? ''])),
    TAGS: fields['TAGS'] ?? '',
  })
}

export function personalWebsite(
  { edition }: Call,
  { id, categoryId, fields, totpSecret }: PersonalAccountRow,
): Printed {
  return arrange(edition, 'details', {
    CATEGORYID: categoryId,
    ACCOUNTID: id,
    PERSONALURL: fields['SERVICEURL'],
    USERNAME: fields['LOGINNAME'] ?? '',
    SERVICENAME: fields['SERVICENAME'] ?? '',
    IS_TOTP_CONFIGURED: String(totpSecret !== null),
  })
}
