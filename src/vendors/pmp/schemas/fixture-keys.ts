/** Certificates, SSH keys and the key store in fixture files. */
import { z } from 'zod'
import { id, moment } from './fixture-fields.ts'

export const certificate = z.lazy(() =>
  z.strictObject({
    id,
    organization: id.default('1'),
    commonName: z.string().min(1),
    serialNumber: z.string().min(1),
    issuer: z.string().default('CN=FAKE CA'),
    expiresAt: moment,
    passphrase: z.string().default(''),
  }),
)

export const sshKey = z.lazy(() =>
  z.strictObject({
    organization: id.default('1'),
    name: z.string().min(1),
    type: z.string().default('ssh-ed25519'),
    length: z.int().nonnegative().default(256),
    comment: z.string().default(''),
    passphrase: z.string().default(''),
    fingerprint: z.string().default(''),
    createdBy: z.string().default('admin'),
    createdAt: moment.optional(),
    userName: z.string().default('').describe('Whom it opens the door for'),
    resourceName: z.string().default('').describe('On which SSH resource'),
    privateKey: z.string().default(''),
  }),
)

export const sshResource = z.lazy(() =>
  z.strictObject({
    organization: id.default('1'),
    name: z.string().min(1),
    users: z.array(z.string().min(1)).default([]).describe('By the names they sign in with'),
  }),
)

export const keystoreKey = z.lazy(() =>
  z.strictObject({
    organization: id.default('1'),
    name: z.string().min(1),
    description: z.string().default(''),
    file: z.strictObject({ name: z.string().min(1), contentBase64: z.base64() }),
    createdBy: z.string().default('admin'),
    createdAt: moment.optional(),
  }),
)
