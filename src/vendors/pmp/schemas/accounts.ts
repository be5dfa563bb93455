/** INPUT_DATA of the operations on accounts, and of editing a resource (PAM360 REST, accountapi and resourceapi). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { toBase32 } from '../../../kernel/totp.ts'
import { totpDigits, totpSecret } from '../rows/fields.ts'
import { choice, count, customFields, id, name, text } from './fields.ts'

const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const

const totp = {
  /** Base32; what is none, such as the vendor's own "829 198", counts as the bytes of its text (our reading). */
  TOTP_SECRET: text.transform((value) => {
    const secret = value?.toUpperCase().replaceAll(' ', '')
    if (secret === undefined || totpSecret.safeParse(secret).success) return secret
    return toBase32(Buffer.from(secret))
  }),
  TOTP_ALGORITHM: text.transform((value = 'SHA1', context) => {
    const named = ALGORITHMS.find((one) => one === value.toUpperCase().replaceAll(/^HMAC|-/g, ''))
    if (named !== undefined) return named
    context.addIssue(`expected ${ALGORITHMS.join(' | ')}`)
    return z.NEVER
  }),
  TOTP_DIGITS: count.refine((digits = 6) => totpDigits.safeParse(digits).success, 'expected 6 to 10'),
  TOTP_VALIDITY: count,
}

/** `COMMAN_SET`, the recording and reset flags of later pages are taken and change nothing. */
const newAccount = z.object({
  ACCOUNTNAME: name,
  PASSWORD: text,
  ACCOUNTPASSWORDPOLICY: text,
  ACCOUNTPASSWORDPOLICYID: id,
  NOTES: text,
  ACCOUNTCUSTOMFIELD: customFields,
  ...totp,
})

export const accountAdditions = deferred(() => z.object({ ACCOUNTLIST: z.array(newAccount) }))

export const accountEdit = deferred(() =>
  z.object({
    ACCOUNTNAME: name,
    NOTES: text,
    DESCRIPTION: text,
    ACCOUNTPASSWORDPOLICY: text,
    ACCOUNTPASSWORDPOLICYID: id,
    ACCOUNTCUSTOMFIELD: customFields,
    ...totp,
  }),
)

export const resourceEdit = deferred(() =>
  z.object({
    RESOURCENAME: name,
    RESOURCETYPE: text,
    RESOURCETYPEID: id,
    RESOURCEDESCRIPTION: text,
    RESOURCEURL: text,
    RESOURCEPASSWORDPOLICY: text,
    RESOURCEPASSWORDPOLICYID: id,
    LOCATION: text,
    DEPARTMENT: text,
    DNSNAME: text,
    DOMAINNAME: text,
    OWNERNAME: text,
    RESOURCECUSTOMFIELD: customFields,
  }),
)

/** A file of a custom field in place of the password's own (client C24). */
export const download = deferred(() =>
  z.object({
    ISCUSTOMFIELD: choice(['TRUE', 'FALSE']),
    CUSTOMFIELDTYPE: choice(['ACCOUNT', 'RESOURCE']),
    CUSTOMFIELDLABEL: text,
    /** In place of the label (client C6). */
    CUSTOMFIELDCOLUMNNAME: text,
    REASON: text,
    TICKETID: text,
  }),
)
