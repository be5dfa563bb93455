/** What answers of the PKI API hold beside `result` and `name`. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { id } from './fields.ts'

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

/** Password Manager Pro's clients read one of the two, Key Manager Plus's the other. */
export const certificates = deferred(() =>
  z.strictObject({ SSLCertificates: z.array(certificate()), details: z.array(certificate()) }),
)

/** The certificate stands under its own id, and under `details`. */
export const oneCertificate = deferred(() => z.object({ details: certificate() }).catchall(certificate()))

export const certificateCreated = deferred(() =>
  z.strictObject({ details: certificate().extend({ SSL_RESOURCEID: id() }) }),
)

export const csrImported = deferred(() => z.strictObject({ CSR_ID: id() }))

export const csrSigned = deferred(() =>
  z.strictObject({ commonName: z.string(), Certificate_ID: id(), serialNumber: z.string() }),
)

export const fieldsUpdated = deferred(() => z.strictObject({ details: z.record(z.string(), z.string()) }))

const sshKey = deferred(() =>
  z
    .strictObject({
      KeyName: z.string(),
      KeyType: z.string(),
      UserName: z.string(),
      ResourceName: z.string(),
    })
    .meta({ id: 'PmpSshKey' }),
)

export const sshKeys = deferred(() => z.strictObject({ SSHKeys: z.array(sshKey()) }))

export const oneSshKey = deferred(() => z.strictObject({ details: sshKey() }))

export const sshUsers = deferred(() =>
  z.strictObject({ details: z.array(z.strictObject({ userName: z.string(), resourceName: z.string() })) }),
)
