/** Local users and their passwords. */
import type { Reason } from '../../../kernel/errors.ts'
import { because } from '../errors.ts'
import type { UserRow } from '../state.ts'
import type { Realm } from './realm.ts'

const SIGN_IN = 'XTAM API samples: login and password on every call'

export type SignInProblem = 'unknown-user' | 'wrong-password' | 'disabled-user'

/** Who signed in, or why nobody did. */
export type SignIn =
  { readonly user: UserRow } | { readonly problem: SignInProblem; readonly refusal: Reason }

export function signInByPassword({ tables }: Realm, login: string, password: string): SignIn {
  const user = tables.users.get(login)
  if (!user) return refused('unknown-user', `There is no user "${login}" in this workspace.`)
  if (user.password !== password) {
    return refused('wrong-password', `The password of "${login}" is not the one that came.`)
  }
  if (user.enabled) return { user }
  return refused('disabled-user', `The user "${login}" is disabled; enable it in the fixtures or the state.`)
}

function refused(problem: SignInProblem, message: string): SignIn {
  return { problem, refusal: because(`auth.${problem}`, message, SIGN_IN) }
}
