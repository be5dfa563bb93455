/** `/cas/v1/tickets`: tickets without a browser (Apereo CAS REST protocol). */
import { audit } from '../domain/audit.ts'
import { isThrottled, noteFailedSignIn } from '../domain/failures.ts'
import { isRegistered, withoutQuery } from '../domain/services.ts'
import {
  endGrantingTicket,
  findGrantingTicket,
  issueServiceTicket,
  openGrantingTicket,
} from '../domain/tickets.ts'
import { signInByPassword } from '../domain/users.ts'
import { because, wording } from '../errors.ts'
import { operation, type Call } from '../operation.ts'
import { casPage, casText, type Outcome } from '../outcome.ts'
import { text } from '../schemas/answers.ts'
import { byTicket } from '../schemas/params.ts'
import { credentialsForm, serviceForm } from '../schemas/sign-in.ts'
import { exceptionView } from '../views/sign-in.ts'
import { FORM } from '../wire/media-types.ts'
import { ticketCreatedPage } from '../wire/pages/cas.ts'
import { throttled } from './cas-throttled.ts'

const SOURCE = 'Apereo CAS REST protocol; used by the client OnyxCorpInt/xtamtmpl'

export const casTickets = [
  operation({
    id: 'xtam.cas.tickets.create',
    route: 'POST /v1/tickets',
    summary: 'Get a ticket-granting ticket for a login and password',
    source: SOURCE,
    evidence: 'client',
    consumes: FORM,
    body: credentialsForm,
    answer: text,
    run(call, input) {
      const { realm, ip } = call
      const { settings } = realm
      const { username: login, password } = input.form()
      if (!login || password === undefined) {
        call.note(because('form.incomplete', 'The form needs "username" and "password".', SOURCE))
        return casText(settings.texts.credentialsMissing, { status: 400 })
      }
      if (isThrottled(realm, login, ip)) return throttled(call, login)
      const attempt = signInByPassword(realm, login, password)
      const event = { ip, category: 'Authentication', event: 'Login' }
      if ('refusal' in attempt) {
        const { refusal, problem } = attempt
        call.note(refusal)
        noteFailedSignIn(realm, login, ip)
        audit(realm, { ...event, user: { login }, level: 'ERROR', message: refusal.message })
        return { kind: 'cas-json', value: exceptionView(settings, problem), status: 401 }
      }
      const { id } = openGrantingTicket(realm, login, call.holder)
      audit(realm, { ...event, user: attempt.user, message: 'Signed in' })
      const location = `${call.casUrl}/v1/tickets/${id}`
      return wantsHtml(call)
        ? casPage(ticketCreatedPage(settings.texts, location), { status: 201, location })
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
    params: byTicket,
    body: serviceForm,
    answer: text,
    run(call, input) {
      const { realm } = call
      const { ticket } = input.params
      const granting = findGrantingTicket(realm, ticket)
      if (!granting) return unknownTicket(call, ticket)
      const service = (input.form().service ?? '').trim()
      if (service === '' || !isRegistered(realm, service)) {
        const message = `A registered "service" was expected, and ${service === '' ? 'none' : `"${withoutQuery(service)}"`} came.`
        call.note(because('service.unregistered', message, SOURCE))
        return casText(realm.settings.texts.serviceUnauthorized, { status: 400 })
      }
      return casText(issueServiceTicket(realm, granting, { service, fromNewLogin: true }).id)
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
      return findGrantingTicket(call.realm, ticket) ? casText(ticket) : unknownTicket(call, ticket)
    },
  }),
  operation({
    id: 'xtam.cas.tickets.delete',
    route: 'DELETE /v1/tickets/:ticket',
    summary: 'End a single-sign-on session',
    source: 'Apereo CAS REST protocol, logout; that XTAM keeps it is assumed',
    evidence: 'inferred',
    params: byTicket,
    answer: text,
    run({ realm }, { params: { ticket } }) {
      endGrantingTicket(realm, ticket)
      return casText(ticket)
    },
  }),
]

/** CAS writes its page unless a client asks for something else. */
function wantsHtml({ accept }: Call): boolean {
  return accept === '' || accept.startsWith('*/*') || accept.startsWith('text/html')
}

function unknownTicket(call: Call, ticket: string): Outcome {
  const message =
    'A ticket-granting ticket that is still good was expected; this one is unknown, over or logged out.'
  call.note(because('granting-ticket.unknown', message, SOURCE))
  const words = wording(call.realm.settings, { text: 'grantingTicketUnknown', values: { ticket } })
  return casText(words, { status: 404 })
}
