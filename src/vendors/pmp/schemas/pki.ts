/** INPUT_DATA of the PKI API (PAM360 REST, sslapi and sshapi; clients C2 and C20). */
import { z } from 'zod'
import { choice, count, text } from './fields.ts'

export const certificateChoice = z.object({ common_name: text, serial_number: text, fileType: text })

export const certificateListing = z.object({ withExpiryDaysLessThan: count })

/** Alternative names, organisation and key length are taken and change nothing; nor do the words of algorithms and stores. */
export const certificateWish = z.object({
  CNAME: text,
  PASSWORD: text,
  VALIDITY: count,
  VALIDITY_TYPE: choice(['days', 'hours', 'minutes']),
  ALG: choice(['RSA', 'DSA', 'EC']),
  SIGALG: choice(['SHA256', 'SHA384', 'SHA512']),
  StoreType: choice(['PKCS12', 'JKS']),
})

export const csrSigning = z.object({
  CSR_ID: text,
  Validity: count,
  signType: choice(['MSCA', 'MSCAusingAgent', 'signWithRoot']),
})

export const csrImport = z.object({ Email: text })

export const additionalFields = z.object({
  common_name: text,
  serial_number: text,
  sslAdditionalFieldData: z
    .array(z.object({ ADDITIONALFIELDNAME: text, ADDITIONALFIELDVALUE: text }))
    .default([]),
})

export const sshKeyChoice = z.object({ keyName: text, userName: text, resourceName: text })
