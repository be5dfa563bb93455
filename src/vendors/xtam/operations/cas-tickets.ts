/** `/cas/v1/tickets` and `/cas/v1/users`: signing in without a browser (Apereo CAS REST protocol). */
import { audit } from '../domain/audit.ts'
import { bearerOf } from '../domain/auth-tokens.ts'
import { isThrottled, noteFailedSignIn } from '../domain/failures.ts'
import { endGrantingTicket, findGrantingTicket, openGrantingTicket } from '../domain/granting-tickets.ts'
import { isRegistered, serviceAsked, withoutQuery } from '../domain/services.ts'
import { isLiveTicket, issueServiceTicket } from '../domain/service-tickets.ts'
import type { Realm } from '../domain/world.ts'
import { signInByPassword } from '../domain/users.ts'
import { because, wording, type WireText } from '../errors.ts'
import { FLAVOURS } from '../flavours.ts'
import { operation, type Call, type Input } from '../operation.ts'
import { casPage, casText, type Outcome } from '../outcome.ts'
import { text } from '../schemas/answers.ts'
import { casUser, ticketDeleted } from '../schemas/documents.ts'
import { isTrue } from '../schemas/flags.ts'
import { byTicket } from '../schemas/params.ts'
import { credentialsForm, renewalForm } from '../schemas/sign-in.ts'
import type { GrantingTicketRow, UserRow } from '../state.ts'
import { casUserView } from '../views/cas-user.ts'
import { exceptionView, otherUserView } from '../views/sign-in.ts'
import { printed } from '../wire/cas-json.ts'
import { escapeHtml4 } from '../wire/html4.ts'
import { FORM } from '../wire/media-types.ts'
import { ticketCreatedPage } from '../wire/pages/cas.ts'
import { throttled } from './cas-throttled.ts'

const SOURCE = 'Apereo CAS REST protocol; used by the client OnyxCorpInt/xtamtmpl'

export const casTickets = [
  operation({
    id: 'xtam.cas.tickets.create',
    route: 'POST /v1/tickets',
    summary: 'Get a ticket-granting ticket for a login and password, or for a token',
    source: `${SOURCE}; XTAM FAQ, REST API functions with the Federated Sign-In module`,
    evidence: 'documented',
    consumes: FORM,
    restTypes: true,
    body: credentialsForm,
    answer: text,
    run(call, input) {
      const signedIn = signIn(call, input, 'credentialsMissing')
      if ('kind' in signedIn) return signedIn
      const service = serviceAsked(input)
      if (service !== '' && !isRegistered(call.realm, service))
        return unregistered(call, service, { text: 'signInServiceUnregistered' })
      const { id } = openGrantingTicket(call.realm, signedIn.login, call.holder)
      const location = `${call.casUrl}/v1/tickets/${id}`
      return wantsHtml(call)
        ? casPage(ticketCreatedPage(call.realm.settings, location), { status: 201, location, isBare: true })
        : casText(id, { status: 201, location })
    },
  }),
  operation({
    id: 'xtam.cas.tickets.grant',
    route: 'POST /v1/tickets/:ticket',
    summary: 'Get a service ticket for a ticket-granting ticket',
    source: SOURCE,
    evidence: 'client',
    consumes: FORM,
    restTypes: true,
    params: byTicket,
    body: renewalForm,
    answer: text,
    run(call, input) {
      const { realm } = call
      const { ticket } = input.params
      const granting = findGrantingTicket(realm, ticket)
      if (!granting) {
        const { grantingTicketUnknown } = FLAVOURS[realm.settings.cas.flavour].says
        const shown = realm.settings.cas.flavour === '6.5' ? escapeHtml4(ticket) : ticket
        return unknownTicket(call, { text: grantingTicketUnknown, values: { ticket: shown } })
      }
      const service = serviceToGrant(call, input)
      if (typeof service !== 'string') return service
      const isRenewed = realm.settings.cas.flavour === '6.5' && isTrue(input.parameter('renew'))
      const refusal = isRenewed ? renew(call, input, granting) : undefined
      if (refusal) return refusal
      return casText(issueServiceTicket(realm, granting, { service, hasCredentials: isRenewed }).id)
    },
  }),
  operation({
    id: 'xtam.cas.tickets.status',
    route: 'GET /v1/tickets/:ticket',
    summary: 'Tell whether a ticket-granting ticket is good',
    source: 'Apereo CAS REST protocol, ticket status',
    evidence: 'inferred',
    params: byTicket,
    answer: text,
    run(call, { params: { ticket } }) {
      return isKnownTicket(call.realm, ticket)
        ? casText(ticket, { type: 'any' })
        : unknownTicket(call, { text: 'ticketStatusUnknown' }, 'any')
    },
  }),
  operation({
    id: 'xtam.cas.tickets.delete',
    route: 'DELETE /v1/tickets/:ticket',
    summary: 'End a single-sign-on session',
    source: 'Apereo CAS REST protocol, logout; that XTAM keeps it is assumed',
    evidence: 'inferred',
    params: byTicket,
    answer: ticketDeleted,
    run({ realm }, { params: { ticket } }) {
      endGrantingTicket(realm, ticket)
      return realm.settings.cas.flavour === '6.5'
        ? { kind: 'cas-json', text: '[]', status: 200 }
        : casText(ticket, { type: 'any' })
    },
  }),
  operation({
    id: 'xtam.cas.users',
    route: 'POST /v1/users',
    summary: 'Tell whether a login and password are good, and whose they are (CAS 6)',
    source: 'Apereo CAS REST protocol, credential authentication; since 6.1',
    evidence: 'inferred',
    refusals: ['unmapped-path'],
    consumes: FORM,
    restTypes: true,
    since: '6.5',
    body: credentialsForm,
    answer: casUser,
    run(call, input) {
      const { realm, serverIp, holder } = call
      const signedIn = signIn(call, input, 'credentialsMissing')
      if ('kind' in signedIn) return signedIn
      const granting = { ...holder, geolocation: 'unknown', createdAt: realm.clock.now() }
      return casText(JSON.stringify(casUserView(signedIn, granting, serverIp)))
    },
  }),
]

/** Whom credentials sign in; a sign-in that fails is noted as one at the page is. */
function signIn(call: Call, input: Input, missing: 'credentialsMissing' | 'renewal'): UserRow | Outcome {
  const { realm, ip } = call
  const token = tokenOf(call, input)
  if (token !== '') return signInByToken(call, token)
  const { settings } = realm
  const [given, password] = [input.parameter('username'), input.parameter('password')]
  const isOfCas5 = settings.cas.flavour === '5.2'
  if (
    isOfCas5
      ? !input.has('username') || !input.has('password')
      : given.trim() === '' || password.trim() === ''
  ) {
    call.note(because('form.incomplete', 'The form needs "username" and "password".', SOURCE))
    const text =
      missing === 'renewal'
        ? 'renewalCredentialsMissing6'
        : FLAVOURS[settings.cas.flavour].says.credentialsMissing
    return casText(settings.texts[text], { status: 400 })
  }
  const login = isOfCas5 ? given.trim() : given
  if (isThrottled(realm, login, ip)) return throttled(call, login)
  const attempt = signInByPassword(realm, login, password)
  const event = { ip, category: 'Authentication', event: 'Login' }
  if ('refusal' in attempt) {
    const { refusal, problem } = attempt
    call.note(refusal)
    noteFailedSignIn(realm, login, ip)
    audit(realm, { ...event, user: { login }, level: 'ERROR', message: refusal.message })
    return refusedBy(exceptionView(settings, problem, login))
  }
  audit(realm, { ...event, user: attempt.user, message: 'Signed in' })
  return attempt.user
}

/** Where a token travels is a knob: the vendor says that it is exchanged so, and not how it is sent. */
function tokenOf({ realm, token }: Call, input: Input): string {
  switch (realm.settings.cas.restToken) {
    case 'none':
      return ''
    case 'header':
      return token
    case 'parameter':
      return input.parameter('token').trim()
    default:
      return token || input.parameter('token').trim()
  }
}

function signInByToken(call: Call, token: string): UserRow | Outcome {
  const { realm, ip } = call
  const bearer = bearerOf(realm, token, ip)
  const event = { ip, category: 'Authentication', event: 'Login' }
  if ('refusal' in bearer) {
    const { refusal } = bearer
    call.note(refusal)
    audit(realm, { ...event, user: undefined, level: 'ERROR', message: refusal.message })
    return refusedBy(exceptionView(realm.settings, 'wrong-password', ''))
  }
  audit(realm, { ...event, user: bearer.user, message: 'Signed in by a token' })
  return bearer.user
}

/** Why the credentials that come with a request for a ticket do not renew the sign-in. */
function renew(call: Call, input: Input, { login }: GrantingTicketRow): Outcome | undefined {
  const signedIn = signIn(call, input, 'renewal')
  if ('kind' in signedIn) return signedIn
  if (signedIn.login === login) return undefined
  const message = `With renew=true the credentials must be those of "${login}", and another user's came.`
  call.note(because('granting-ticket.other-user', message, SOURCE))
  return refusedBy(otherUserView(call.realm.settings, signedIn.login, login))
}

/** The service that a ticket is wanted for, or what is said where there is none. */
function serviceToGrant(call: Call, input: Input): string | Outcome {
  const { realm } = call
  const { flavour } = realm.settings.cas
  const { serviceMissing, serviceUnregistered } = FLAVOURS[flavour].says
  const service = flavour === '5.2' ? input.parameter('service') : serviceAsked(input)
  if (service.trim() !== '')
    return isRegistered(realm, service) ? service : unregistered(call, service, { text: serviceUnregistered })
  call.note(because('service.missing', 'A "service" was expected, and none came.', SOURCE))
  const values = { service: input.has('service') ? service : 'null' }
  return casText(wording(realm.settings, { text: serviceMissing, values }), {
    status: flavour === '5.2' ? 404 : 500,
  })
}

function unregistered(call: Call, service: string, { text }: WireText): Outcome {
  const message = `A registered "service" was expected, and "${withoutQuery(service)}" came.`
  call.note(because('service.unregistered', message, SOURCE))
  return casText(wording(call.realm.settings, { ...(text && { text }), values: { service } }), {
    status: 500,
  })
}

/** Whether a ticket of any kind is good. */
function isKnownTicket(realm: Realm, id: string): boolean {
  const { serviceTickets, proxyGrantingTickets } = realm.tables
  const service = serviceTickets.get(id)
  if (service) return isLiveTicket(realm, service)
  const granting = proxyGrantingTickets.get(id)?.grantingTicket ?? id
  return findGrantingTicket(realm, granting) !== undefined
}

/** CAS writes its page unless a client asks for something else. */
function wantsHtml({ accept }: Call): boolean {
  return accept === '' || accept.startsWith('*/*') || accept.startsWith('text/html')
}

function refusedBy(view: object): Outcome {
  return casText(printed(view), { status: 401 })
}

function unknownTicket(call: Call, wire: WireText, type?: 'any'): Outcome {
  const message =
    'A ticket-granting ticket that is still good was expected; this one is unknown, over or logged out.'
  call.note(because('granting-ticket.unknown', message, SOURCE))
  return casText(wording(call.realm.settings, wire), { status: 404, ...(type && { type }) })
}
