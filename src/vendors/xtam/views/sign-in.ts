/** What the sign-in module says to each failure, on its pages and over REST. */
import type { SignInProblem } from '../domain/users.ts'
import { wording } from '../errors.ts'
import { FLAVOURS } from '../flavours.ts'
import type { XtamSettings } from '../settings.ts'

/** Names that CAS 5 gives its authentication exceptions. */
const EXCEPTIONS: Readonly<Record<SignInProblem, string>> = {
  'unknown-user': 'AccountNotFoundException',
  'wrong-password': 'FailedLoginException',
  'disabled-user': 'AccountDisabledException',
  'locked-user': 'AccountLockedException',
  'expired-password': 'CredentialExpiredException',
}

export function failureText({ texts, cas }: XtamSettings, problem: SignInProblem): string {
  return texts[FLAVOURS[cas.flavour].failures[problem]]
}

/** Why nobody signed in over REST: CAS 5 names its exceptions; CAS 6 says what each is, and what a person would read. */
export function exceptionView(settings: XtamSettings, problem: SignInProblem, login: string): object {
  if (settings.cas.flavour === '5.2') return { authentication_exceptions: [EXCEPTIONS[problem]] }
  const text = problem === 'unknown-user' ? 'accountNotFound6' : 'signInFailed6'
  return typed(`${wording(settings, { text, values: { login } })}:${failureText(settings, problem)}`)
}

/** Why credentials do not renew the sign-in of somebody else, in CAS 6. */
export function otherUserView({ texts }: XtamSettings, login: string, holder: string): object {
  const [given, held] = [login, holder].map((id) => `SimplePrincipal(id=${id}, attributes={})`)
  return typed(`${given} != ${held}:${texts.otherUser6}`)
}

/** With the types that CAS 6's JSON library writes. */
function typed(sentence: string): object {
  return {
    '@class': 'java.util.HashMap',
    authentication_exceptions: ['java.util.ArrayList', [sentence]],
  }
}
