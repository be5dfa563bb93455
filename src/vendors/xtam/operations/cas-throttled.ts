/** What both ways to give the sign-in module a password answer once it takes no more (Apereo CAS, throttling). */
import { because } from '../errors.ts'
import type { Call } from '../operation.ts'
import { casPage, type Outcome } from '../outcome.ts'
import { messagePage } from '../wire/pages/cas.ts'

/** Takes no more passwords for a name from an address. */
export function throttled(call: Call, login: string): Outcome {
  const { texts, cas } = call.realm.settings
  const message = `"${login}" failed ${cas.throttle.attempts} times or more from ${call.ip} (knobs xtam.cas.throttle); wait, or advance the clock.`
  call.note(because('auth.throttled', message, 'Apereo CAS, authentication throttling'))
  const page = messagePage(call.realm.settings, texts.throttledTitle, texts.throttled)
  return casPage(page, { status: cas.throttle.status })
}
