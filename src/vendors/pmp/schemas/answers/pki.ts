/** What answers of the PKI API hold beside `result` and `name`. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../../kernel/schema.ts'
import { count, flag, id, moment } from './fields.ts'

/** The other members are additional fields, by their names. */
const certificate = deferred(() =>
  z
    .object({
      'Common Name': z.string(),
      serialNumber: z.string(),
      ExpiryDate: z.string().meta({ description: 'Such as "Jan 2, 2006"' }),
      Issuer: z.string(),
    })
    .catchall(z.string())
    .meta({ id: 'PmpCertificate' }),
)

/** Password Manager Pro's clients read one of the two, Key Manager Plus's the other; the knob `pkiLists` leaves one out. */
export const certificates = deferred(() => named('SSLCertificates', certificate))

/** The certificate stands under its own id, and under `details`; the knob `pkiLists` leaves one out. */
export const oneCertificate = deferred(() =>
  z.object({ details: certificate().optional() }).catchall(certificate()),
)

export const certificateCreated = deferred(() =>
  z.strictObject({ details: certificate().extend({ SSL_RESOURCEID: id() }) }),
)

export const csrImported = deferred(() => z.strictObject({ CSR_ID: id() }))

export const csrSigned = deferred(() =>
  z.strictObject({ commonName: z.string(), Certificate_ID: id(), serialNumber: z.string() }),
)

export const fieldsUpdated = deferred(() => z.strictObject({ details: z.record(z.string(), z.string()) }))

/** What a discovery has found, by the ids of the certificates. */
export const discovered = deferred(() =>
  z.strictObject({ totalRows: z.int().nonnegative(), details: z.record(z.string(), certificate()) }),
)

export const csrs = deferred(() =>
  rows(() => z.strictObject({ CSR_ID: id(), commonName: z.string(), Email: z.string() })),
)

/** As the connector of FortiSOAR lists them (client C20). */
const sshKey = deferred(() =>
  z
    .strictObject({
      KeyName: z.string(),
      KeyType: z.string(),
      KeyLength: count(),
      FingerPrint: z.string(),
      isPassphraseAvailable: flag(),
      CreatedBy: z.string(),
      CreationTime: moment(),
    })
    .meta({ id: 'PmpSshKey' }),
)

export const sshKeys = deferred(() => named('SSHKeys', sshKey))

export const oneSshKey = deferred(() => z.strictObject({ details: sshKey() }))

const sshUser = deferred(() => z.strictObject({ userName: z.string(), resourceName: z.string() }))

export const sshUsers = deferred(() => rows(sshUser))

export const keyUsers = deferred(() => rows(() => z.strictObject({ userName: z.string(), role: z.string() })))

export const sshResources = deferred(() =>
  rows(() => z.strictObject({ resourceName: z.string(), users: z.array(z.string()) })),
)

export const keystoreKeys = deferred(() =>
  rows(() =>
    z
      .strictObject({
        keyName: z.string(),
        description: z.string(),
        fileName: z.string(),
        createdBy: z.string(),
        creationTime: moment(),
      })
      .meta({ id: 'PmpKeystoreKey' }),
  ),
)

/** A list as Key Manager Plus has it (client C20). */
function rows(row: Deferred): z.ZodObject {
  return z.strictObject({ totalRows: z.int().nonnegative(), details: z.array(row()) })
}

/** The same, and the list under the name that Password Manager Pro's clients read. */
function named(name: string, row: Deferred): z.ZodObject {
  return z.strictObject({
    [name]: z.array(row()).optional(),
    totalRows: z.int().nonnegative().optional(),
    details: z.array(row()).optional(),
  })
}
