/** INPUT_DATA of SSH keys, SSH resources and the key store (Key Manager Plus REST; client C20). */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, count, name, text } from './fields.ts'

/** Samples make one of type ssh-rsa, and SSH2_RSA on older copies; the others a page lists are cut off: our reading. */
const KEY_TYPE =
  /^(?:ssh-(?:rsa|dss|dsa|ed25519)|ssh2_(?:rsa|dsa)|rsa|dsa|ed25519|ecdsa(?:-sha2-nistp(?:256|384|521))?)$/i

export const newSshKey = deferred(() =>
  z.object({
    keyName: name,
    passPhrase: text,
    comment: text,
    length: count,
    keyType: text.refine(
      (type) => type === undefined || KEY_TYPE.test(type),
      'expected a type such as ssh-rsa',
    ),
  }),
)

export const sshKeyImport = deferred(() => z.object({ keyName: name, passPhrase: text }))

export const sshAssociation = deferred(() => z.object({ keyName: name, userName: name, resourceName: name }))

export const credentials = deferred(() =>
  z.object({ resourceName: name, userName: name, password: text, isAdmin: choice(['true', 'false']) }),
)

export const keystoreChoice = deferred(() => z.object({ keyName: name }))

export const keystoreWish = deferred(() => z.object({ keyName: name, description: text }))
