/** Local users and their passwords. */
import { XtamError, because } from '../errors.ts'
import type { UserRow } from '../state.ts'
import type { Realm } from './realm.ts'

const SIGN_IN = 'XTAM API samples: Basic authentication on every call'

/** @throws XtamError when the pair does not sign in */
export function checkPassword({ tables }: Realm, login: string, password: string): UserRow {
  const user = tables.users.get(login)
  if (!user) throw refused('unknown-user', `There is no user "${login}" in this workspace.`)
  if (user.password !== password)
    throw refused('wrong-password', `The password of "${login}" is not the one that came.`)
  if (!user.enabled)
    throw refused('disabled-user', `The user "${login}" is disabled; enable it in the fixtures or the state.`)
  return user
}

function refused(rule: string, message: string): XtamError {
  return new XtamError('unauthenticated', because(`auth.${rule}`, message, SIGN_IN))
}
