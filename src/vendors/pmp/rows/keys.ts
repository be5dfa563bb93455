/** Rows of SSH keys, of the resources they are for, and of what lies in the key store. */
import { z } from 'zod'
import { id, maybe } from './fields.ts'

/** A user of an SSH resource whom a key opens the door for. */
const association = z.lazy(() =>
  z.strictObject({ userName: z.string(), resourceName: z.string() }).readonly(),
)

export const sshKey = z.lazy(() =>
  z
    .strictObject({
      organizationId: id,
      name: z.string().min(1),
      type: z.string(),
      length: z.int().nonnegative(),
      comment: z.string(),
      passphrase: z.string(),
      fingerprint: z.string(),
      /** Login of who made it, or brought it. */
      createdBy: z.string(),
      createdAt: maybe,
      associations: z.array(association).readonly(),
      privateKey: z.string(),
    })
    .readonly(),
)

/** A machine that SSH keys are for, as a discovery has found it. */
export const sshResource = z.lazy(() =>
  z
    .strictObject({
      organizationId: id,
      name: z.string().min(1),
      users: z
        .array(
          z
            .strictObject({
              name: z.string().min(1),
              /** What it is managed with; null: nothing has been applied yet. */
              password: z.string().nullable().default(null),
              isAdmin: z.boolean(),
            })
            .readonly(),
        )
        .readonly(),
    })
    .readonly(),
)

/** Any digital key that is kept as a file. */
export const keystoreKey = z.lazy(() =>
  z
    .strictObject({
      organizationId: id,
      name: z.string().min(1),
      description: z.string(),
      fileName: z.string(),
      contentBase64: z.base64(),
      createdBy: z.string(),
      createdAt: maybe,
    })
    .readonly(),
)

export type SshAssociation = z.infer<typeof association>
export type SshKeyRow = z.infer<typeof sshKey>
export type SshResourceRow = z.infer<typeof sshResource>
export type KeystoreKeyRow = z.infer<typeof keystoreKey>
