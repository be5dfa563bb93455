/** A form that comes back from the sign-in page: its `execution` holds what the page was for. */
import { audit } from '../domain/audit.ts'
import { isThrottled, noteFailedSignIn } from '../domain/failures.ts'
import { closeFlow, findFlow } from '../domain/flows.ts'
import { isTotp, signInByPassword } from '../domain/users.ts'
import { XtamError, because } from '../errors.ts'
import { FLAVOURS } from '../flavours.ts'
import type { Input } from '../operation.ts'
import { casPage, casRedirect, type Outcome } from '../outcome.ts'
import type { FlowRow } from '../state.ts'
import { failureText } from '../views/sign-in.ts'
import { messagePage } from '../wire/pages/cas.ts'
import { throttled } from './cas-throttled.ts'
import { askCode, askSecondFactor, finish, showForm, type Visit } from './cas-visit.ts'

const FORM_SOURCE = 'Apereo CAS, login form'
const WELL_FORMED = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_[\w+/=-]+$/

/** Goes on where the page of an `execution` stopped; the service is the page's, whatever else is asked now. */
export function resume(given: Omit<Visit, 'service'>, input: Input): Outcome {
  const { call } = given
  const execution = input.parameter('execution')
  const flow = findFlow(call.realm, execution)
  if (!flow) return lost({ call, execution })
  const visit: Visit = {
    ...given,
    service: flow.service,
    geolocation: input.has('geolocation') ? input.parameter('geolocation') : 'unknown',
  }
  if (!input.has('_eventId')) {
    const message =
      'The form must say "_eventId=submit", and did not; nothing was looked at, and its page was shown again.'
    call.note(because('flow.no-event', message, FORM_SOURCE))
    return flow.login === '' ? showForm(visit) : askCode(visit, flow)
  }
  const event = input.parameter('_eventId')
  if (event !== 'submit') return unknownEvent(visit, event)
  return flow.login === '' ? takePassword(visit, input) : takeCode(visit, flow, input)
}

/** CAS 6 sends a browser whose page it cannot read to a fresh one; what is no page's at all is a fault. */
function lost({ call, execution }: Pick<Visit, 'call'> & { readonly execution: string }): Outcome {
  if (WELL_FORMED.test(execution)) {
    const message =
      'The form must bring back the "execution" of a page that this workspace handed out, and brought another.'
    call.note(because('flow.unknown', message, FORM_SOURCE))
    return casRedirect(`${call.casUrl}/login?exception.message=Error+decoding+flow+execution`, {
      cookies: [{ kind: 'language' }],
    })
  }
  const message = 'The "execution" must be the one that the page had; what came is none at all.'
  throw new XtamError('flow-malformed', because('flow.malformed', message, FORM_SOURCE), {
    values: {
      exception: 'org.springframework.webflow.execution.repository.BadlyFormattedFlowExecutionKeyException',
      message: `Badly formatted flow execution key '${execution}', the expected format is '<uuid>_<base64-encoded-flow-state>'`,
    },
  })
}

function takePassword(visit: Visit, input: Input): Outcome {
  const { call } = visit
  const { realm, ip } = call
  const { cas } = realm.settings
  const isOfCas5 = cas.flavour === '5.2'
  const [given, password] = [input.parameter('username'), input.parameter('password')]
  const username = isOfCas5 ? given.trim() : given
  const missing = missingFields(visit, input)
  if (missing.length > 0) {
    const message = 'The form needs a username and a password, and one of them was blank.'
    call.note(because('form.incomplete', message, FORM_SOURCE))
    return showForm(visit, { errors: missing, username })
  }
  if (isThrottled(realm, username, ip)) return throttled(call, username)
  const attempt = signInByPassword(realm, username, password)
  if ('user' in attempt) return askSecondFactor(visit, attempt.user) ?? finish(visit, attempt.user)
  const { refusal, problem } = attempt
  call.note(refusal)
  const event = { category: 'Authentication', event: 'Login', level: 'ERROR' } as const
  audit(realm, { ...event, user: undefined, ip, message: refusal.message })
  noteFailedSignIn(realm, username, ip)
  const errors = [failureText(realm.settings, problem)]
  const repeated = FLAVOURS[cas.flavour].repeatsName ? username : ''
  return showForm(visit, { errors, username: repeated, status: cas.failStatus })
}

/** What a form lacks, before anybody's password is looked at. */
function missingFields({ call }: Visit, input: Input): string[] {
  const { texts, cas } = call.realm.settings
  const [username, password] = [input.parameter('username'), input.parameter('password')]
  const isBlank = username.trim() === '' && (username !== '' || !input.has('username'))
  // CAS 5 looks for a user without a name, and finds none.
  if (isBlank && cas.flavour === '6.5') return [texts.credentialUnspecified6]
  return [
    ...(username === '' && !isBlank ? [texts.usernameRequired] : []),
    ...(password === '' && input.has('password') ? [texts.passwordRequired] : []),
  ]
}

function takeCode(visit: Visit, flow: FlowRow, input: Input): Outcome {
  const { call } = visit
  const { realm } = call
  const { texts, cas } = realm.settings
  const user = realm.tables.users.get(flow.login)
  if (!user?.enabled) {
    const message = `The user "${flow.login}" has been disabled since the password was given.`
    call.note(because('auth.disabled-user', message, FORM_SOURCE))
    return showForm(visit, { errors: [texts.accountDisabled], status: cas.failStatus })
  }
  const secret = flow.newSecret || user.mfaSecret
  if (isTotp(input.parameter('token').trim(), secret, realm.clock.now())) {
    realm.update(() => {
      closeFlow(realm, flow)
      if (flow.newSecret !== '') realm.tables.users.put(user.login, { ...user, mfaSecret: secret })
    })
    return finish(visit, user)
  }
  const message = `The code must be the one that the authenticator of "${user.login}" shows now, and another came.`
  call.note(because('mfa.wrong-code', message, 'XTAM Google authenticator pages; RFC 6238'))
  return askCode(visit, flow, { errors: [texts.codeRefused], status: cas.failStatus })
}

/** CAS 6 has a page for an event that its flow does not know; an empty one is a fault to both. */
function unknownEvent({ call }: Visit, event: string): Outcome {
  const message = `The page knows the event "submit", and "${event}" came.`
  const reason = because('flow.unknown-event', message, FORM_SOURCE)
  const { texts, cas } = call.realm.settings
  if (cas.flavour === '6.5' && event !== '') {
    call.note(reason)
    const html = messagePage(call.realm.settings, texts.serviceUnauthorizedTitle, texts.serviceUnauthorized)
    return casPage(html, { cookies: [{ kind: 'language' }] })
  }
  throw new XtamError('flow-malformed', reason, {
    values: {
      exception: 'org.springframework.webflow.engine.NoMatchingTransitionException',
      message: `No transition found on occurence of event '${event}' in state 'viewLoginForm' of flow 'login'`,
    },
  })
}
