/** Files in place of passwords, and one-time passwords. */
import { totp } from '../../../kernel/totp.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import type { AccountRow, ResourceRow, StoredFile } from '../state.ts'
import { requireReadable } from './access-control.ts'
import { audit } from './audit.ts'
import { requirePurpose, type Purpose } from './purpose.ts'
import type { SeenAccount } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

/** The file that is the account's password, or the one in a custom field. @throws PmpError when there is none */
export function readFile(
  world: PmpWorld,
  actor: Actor,
  seen: SeenAccount,
  fieldLabel: string | undefined,
  purpose: Purpose,
): StoredFile {
  requireReadable(world, actor.user, seen)
  requirePurpose(world, seen.account, purpose)
  const { account, resource } = seen
  const file = fieldLabel === undefined ? account.file : fieldFile(account, fieldLabel)
  if (!file) {
    throw new PmpError(
      'file.none',
      fieldLabel === undefined
        ? `Account "${account.name}" of resource "${resource.name}" holds a password and no file.`
        : `No file is held in the custom field "${fieldLabel}" of account "${account.name}".`,
      'pyactionhandler (client C24)',
    )
  }
  world.tables.accountUses.touch(account.id, { accessedAt: world.now() })
  audit(world, actor, { operation: 'File Downloaded', resource, account, ...purpose })
  return file
}

/** The refusal of a file in a custom field of a resource: the mock keeps files with accounts alone. */
export function noFileOf({ name }: ResourceRow): PmpError {
  return new PmpError('file.none', `Resource "${name}" holds no file; its accounts may.`, OUR_READING)
}

function fieldFile({ fieldFiles }: AccountRow, label: string): StoredFile | undefined {
  return Object.hasOwn(fieldFiles, label) ? fieldFiles[label] : undefined
}

/** The one-time password of the moment. @throws PmpError when none is set up */
export function readTotp(world: PmpWorld, actor: Actor, seen: SeenAccount): string {
  requireReadable(world, actor.user, seen)
  const { account } = seen
  if (!account.totp) {
    throw new PmpError(
      'totp.none',
      `No TOTP is set up for account "${account.name}".`,
      "the vendor's browser extension (client C6)",
    )
  }
  return totp(account.totp.secret, world.now(), account.totp)
}
