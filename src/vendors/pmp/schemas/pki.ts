/** INPUT_DATA of the PKI API (PAM360 REST, sslapi and sshapi; clients C2 and C20). */
import { z } from 'zod'
import { choice, count, text } from './fields.ts'

export const certificateChoice = z.object({ common_name: text, serial_number: text, fileType: text })

export const certificateListing = z.object({ withExpiryDaysLessThan: count })

/** Alternative names, organisation, algorithm, key length and store type are taken and change nothing. */
export const certificateWish = z.object({
  CNAME: text,
  PASSWORD: text,
  VALIDITY: count,
  VALIDITY_TYPE: choice(['days', 'hours', 'minutes']),
})

export const csrSigning = z.object({ CSR_ID: text, Validity: count, signType: text })

export const csrImport = z.object({ Email: text })

export const additionalFields = z.object({
  common_name: text,
  serial_number: text,
  sslAdditionalFieldData: z
    .array(z.object({ ADDITIONALFIELDNAME: text, ADDITIONALFIELDVALUE: text }))
    .default([]),
})

export const sshKeyChoice = z.object({ keyName: text, userName: text, resourceName: text })
