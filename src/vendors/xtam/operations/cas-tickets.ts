/** `/cas/v1/tickets`: tickets without a browser (Apereo CAS REST protocol). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, verbatim } from '../../../kernel/http/http.ts'
import { failureText, holderOf, sendPage, sendText, sendThrottled } from '../cas-envelope.ts'
import { casUrl, type Deployment } from '../deployment.ts'
import { audit } from '../domain/audit.ts'
import { realmOf, type Realm } from '../domain/world.ts'
import { isThrottled, noteFailedSignIn } from '../domain/failures.ts'
import { isRegistered, withoutQuery } from '../domain/services.ts'
import {
  endGrantingTicket,
  findGrantingTicket,
  issueServiceTicket,
  openGrantingTicket,
} from '../domain/tickets.ts'
import { signInByPassword, type SignInProblem } from '../domain/users.ts'
import { wording } from '../envelope.ts'
import { because } from '../errors.ts'
import { FORM, formFields } from '../wire/forms.ts'
import { checkMediaType } from '../guard.ts'
import { ticketCreatedPage } from '../wire/pages/cas.ts'

const SOURCE = 'Apereo CAS REST protocol; used by the client OnyxCorpInt/xtamtmpl'

/** Names that CAS gives its authentication exceptions. */
const EXCEPTIONS: Readonly<Record<SignInProblem, string>> = {
  'unknown-user': 'FailedLoginException',
  'wrong-password': 'FailedLoginException',
  'disabled-user': 'AccountDisabledException',
  'locked-user': 'AccountLockedException',
  'expired-password': 'CredentialExpiredException',
}

type TicketPath = { Params: { ticket: string } }

export const casTicketRoutes: FastifyPluginAsync<{ deployment: Deployment }> = async (
  app,
  { deployment },
) => {
  app.post(
    '/v1/tickets',
    {
      config: {
        operation: {
          id: 'xtam.cas.tickets.create',
          summary: 'Get a ticket-granting ticket for a login and password',
          source: SOURCE,
          evidence: 'client',
        },
      },
    },
    (request, reply) => {
      checkMediaType(request, FORM)
      const realm = realmOf(request.workspace)
      const form = formFields(request)
      const login = form.get('username')
      const password = form.get('password')
      if (!login || password === null) {
        refuse(request, because('form.incomplete', 'The form needs "username" and "password".', SOURCE))
        return sendText(reply, realm.settings.texts.credentialsMissing, 400)
      }
      if (isThrottled(realm, login, request.ip)) return sendThrottled(realm, request, reply, login)
      const attempt = signInByPassword(realm, login, password)
      if ('refusal' in attempt) {
        refuse(request, attempt.refusal)
        noteFailedSignIn(realm, login, request.ip)
        audit(realm, {
          user: { login },
          ip: request.ip,
          category: 'Authentication',
          event: 'Login',
          level: 'ERROR',
          message: attempt.refusal.message,
        })
        return reply
          .code(401)
          .header('content-type', 'application/json;charset=UTF-8')
          .serializer(verbatim)
          .send(JSON.stringify(failureOf(realm, attempt.problem)))
      }
      const { id } = openGrantingTicket(realm, login, holderOf(request))
      audit(realm, {
        user: attempt.user,
        ip: request.ip,
        category: 'Authentication',
        event: 'Login',
        message: 'Signed in',
      })
      const url = `${casUrl(request, deployment, realm.settings)}/v1/tickets/${id}`
      reply.header('location', url)
      return wantsHtml(request)
        ? sendPage(reply, ticketCreatedPage(realm.settings.texts, url), 201)
        : sendText(reply, id, 201)
    },
  )

  app.post<TicketPath>(
    '/v1/tickets/:ticket',
    {
      config: {
        operation: {
          id: 'xtam.cas.tickets.grant',
          summary: 'Get a service ticket for a ticket-granting ticket',
          source: SOURCE,
          evidence: 'client',
        },
      },
    },
    (request, reply) => {
      checkMediaType(request, FORM)
      const realm = realmOf(request.workspace)
      const granting = findGrantingTicket(realm, request.params.ticket)
      if (!granting) return sendUnknown(realm, request, reply)
      const service = (formFields(request).get('service') ?? '').trim()
      if (service === '' || !isRegistered(realm, service)) {
        const message = `A registered "service" was expected, and ${service === '' ? 'none' : `"${withoutQuery(service)}"`} came.`
        refuse(request, because('service.unregistered', message, SOURCE))
        return sendText(reply, realm.settings.texts.serviceUnauthorized, 400)
      }
      return sendText(reply, issueServiceTicket(realm, granting, { service, fromNewLogin: true }).id)
    },
  )

  app.get<TicketPath>(
    '/v1/tickets/:ticket',
    {
      config: {
        operation: {
          id: 'xtam.cas.tickets.status',
          summary: 'Tell whether a ticket-granting ticket is good',
          source: 'Apereo CAS REST protocol, ticket status',
          evidence: 'inferred',
        },
      },
    },
    (request, reply) => {
      const realm = realmOf(request.workspace)
      const { ticket } = request.params
      return findGrantingTicket(realm, ticket) ? sendText(reply, ticket) : sendUnknown(realm, request, reply)
    },
  )

  app.delete<TicketPath>(
    '/v1/tickets/:ticket',
    {
      config: {
        operation: {
          id: 'xtam.cas.tickets.delete',
          summary: 'End a single-sign-on session',
          source: 'Apereo CAS REST protocol, logout; that XTAM keeps it is assumed',
          evidence: 'inferred',
        },
      },
    },
    (request, reply) => {
      endGrantingTicket(realmOf(request.workspace), request.params.ticket)
      return sendText(reply, request.params.ticket)
    },
  )
}

/** CAS up to 5.2 names its exceptions; later ones add their texts, and the types that their JSON library writes. */
function failureOf({ settings }: Realm, problem: SignInProblem): object {
  const exception = EXCEPTIONS[problem]
  if (settings.cas.flavour === '5') return { authentication_exceptions: [exception] }
  return {
    '@class': 'java.util.HashMap',
    authentication_exceptions: ['java.util.ArrayList', [`${exception}:${failureText(settings, problem)}`]],
  }
}

/** CAS writes its page unless a client asks for something else. */
function wantsHtml({ headers: { accept = '' } }: FastifyRequest): boolean {
  return accept === '' || accept.startsWith('*/*') || accept.startsWith('text/html')
}

function sendUnknown(
  { settings }: Realm,
  request: FastifyRequest<TicketPath>,
  reply: FastifyReply,
): FastifyReply {
  const { ticket } = request.params
  const message =
    'A ticket-granting ticket that is still good was expected; this one is unknown, over or logged out.'
  refuse(request, because('granting-ticket.unknown', message, SOURCE))
  return sendText(reply, wording(settings, { text: 'grantingTicketUnknown', values: { ticket } }), 404)
}
