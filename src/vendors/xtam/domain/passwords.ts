/** The formula of passwords: by default 8 characters, with an upper-case letter, a lower-case letter and a digit. */
import type { Ids } from '../../../kernel/world/ids.ts'

const LENGTH = 16

export function isStrong(password: string): boolean {
  return password.length >= 8 && /[A-Z]/.test(password) && /[a-z]/.test(password) && /\d/.test(password)
}

/** A fresh one that the formula accepts. */
export function newPassword(ids: Ids): string {
  let password = ids.text(LENGTH)
  while (!isStrong(password)) password = ids.text(LENGTH)
  return password
}
