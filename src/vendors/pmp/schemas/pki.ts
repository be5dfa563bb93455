/** INPUT_DATA of the PKI API (PAM360 REST, sslapi and sshapi; clients C2 and C20). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, count, id, name, text } from './fields.ts'

export const certificateChoice = deferred(() =>
  z.object({ common_name: text, serial_number: text, fileType: text }),
)

export const certificateListing = deferred(() => z.object({ withExpiryDaysLessThan: count }))

/** Alternative names, organisation and key length are taken and change nothing; nor do the words of algorithms and stores. */
export const certificateWish = deferred(() =>
  z.object({
    CNAME: text,
    PASSWORD: text,
    VALIDITY: count,
    VALIDITY_TYPE: choice(['days', 'hours', 'minutes']),
    ALG: choice(['RSA', 'DSA', 'EC']),
    SIGALG: choice(['SHA256', 'SHA384', 'SHA512']),
    StoreType: choice(['PKCS12', 'JKS']),
  }),
)

export const csrSigning = deferred(() =>
  z.object({
    CSR_ID: id,
    Validity: count,
    signType: choice(['MSCA', 'MSCAusingAgent', 'signWithRoot']),
  }),
)

export const csrImport = deferred(() => z.object({ Email: text }))

export const additionalFields = deferred(() =>
  z.object({
    common_name: text,
    serial_number: text,
    sslAdditionalFieldData: z
      .array(z.object({ ADDITIONALFIELDNAME: text, ADDITIONALFIELDVALUE: text }))
      .default([]),
  }),
)

/** createCSR: what the certificate is to say; all but its name is taken and changes nothing. */
export const csrWish = deferred(() =>
  z.object({
    CNAME: name,
    ALG: choice(['RSA', 'DSA', 'EC']),
    SIGALG: choice(['SHA256', 'SHA384', 'SHA512']),
    StoreType: choice(['PKCS12', 'JKS']),
    Email: text,
  }),
)

export const csrChoice = deferred(() => z.object({ CSR_ID: id }))

/** Discovery of certificates as client C20's FortiSOAR connector asks for it; nobody is waited for. */
export const hostDiscovery = deferred(() => z.object({ HOST: name, TIMEOUT: count, PORT: count }))

export const rangeDiscovery = deferred(() =>
  z.object({ StartIpAddress: name, EndIpAddress: name, TIMEOUT: count, PORT: count }),
)

export const sshKeyChoice = deferred(() => z.object({ keyName: text, userName: text, resourceName: text }))
