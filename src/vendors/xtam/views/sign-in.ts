/** What the sign-in module says to each failure, in CAS 5 and in CAS 6. */
import type { SignInProblem } from '../domain/users.ts'
import type { XtamSettings } from '../settings.ts'
import type { TEXTS } from '../texts.ts'

const FAILURES: Readonly<Record<SignInProblem, Readonly<Record<'5' | '6', keyof typeof TEXTS>>>> = {
  'unknown-user': { 5: 'invalidCredentials5', 6: 'accountUnknown6' },
  'wrong-password': { 5: 'invalidCredentials5', 6: 'invalidCredentials6' },
  'disabled-user': { 5: 'accountDisabled', 6: 'accountDisabled' },
  'locked-user': { 5: 'accountLocked', 6: 'accountLocked' },
  'expired-password': { 5: 'passwordExpired', 6: 'passwordExpired' },
}

/** Names that CAS gives its authentication exceptions. */
const EXCEPTIONS: Readonly<Record<SignInProblem, string>> = {
  'unknown-user': 'FailedLoginException',
  'wrong-password': 'FailedLoginException',
  'disabled-user': 'AccountDisabledException',
  'locked-user': 'AccountLockedException',
  'expired-password': 'CredentialExpiredException',
}

export function failureText({ texts, cas }: XtamSettings, problem: SignInProblem): string {
  return texts[FAILURES[problem][cas.flavour]]
}

/** CAS up to 5.2 names its exceptions; later ones add their texts, and the types that their JSON library writes. */
export function exceptionView(settings: XtamSettings, problem: SignInProblem): object {
  const exception = EXCEPTIONS[problem]
  if (settings.cas.flavour === '5') return { authentication_exceptions: [exception] }
  return {
    '@class': 'java.util.HashMap',
    authentication_exceptions: ['java.util.ArrayList', [`${exception}:${failureText(settings, problem)}`]],
  }
}
