/** `/cas/login`: signing in by token, by an earlier sign-in, or by the form (Apereo CAS). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../../kernel/http.ts'
import { sendPage, sendToService, setGrantingCookie } from '../cas-envelope.ts'
import type { Deployment } from '../deployment.ts'
import { audit } from '../domain/audit.ts'
import { bearerOf } from '../domain/auth-tokens.ts'
import { openFlow } from '../domain/flows.ts'
import { realmOf, type Realm } from '../domain/realm.ts'
import { isRegistered, withTicket } from '../domain/services.ts'
import { issueServiceTicket, liveGrantingTicket, openGrantingTicket } from '../domain/tickets.ts'
import { because } from '../errors.ts'
import { loginPage, messagePage, signedInPage } from '../pages/cas.ts'
import type { GrantingTicketRow } from '../state.ts'

const TOKEN_SOURCE = 'XTAM API Python example, token header; Apereo CAS, JWT authentication'

export const casLoginRoutes: FastifyPluginAsync<{ deployment: Deployment }> = async (app, { deployment }) => {
  app.route({
    method: ['GET', 'POST'],
    url: '/login',
    config: {
      operation: {
        id: 'xtam.cas.login',
        summary: 'Sign in by token, cookie or form, and get a service ticket',
        source: TOKEN_SOURCE,
        evidence: 'documented',
      },
    },
    handler(request, reply) {
      const realm = realmOf(request.workspace)
      const service = parameter(request, 'service')
      if (service !== '' && !isRegistered(realm, service))
        return sendUnregistered(realm, request, reply, service)

      const token = parameter(request, 'token') || headerText(request.headers['token']).trim()
      let status = 200
      if (token !== '') {
        const granting = signInByToken(realm, request, token, service)
        if (granting) {
          setGrantingCookie(request, reply, deployment, granting)
          return sendTicket(realm, reply, granting, service)
        }
        if (service !== '') status = realm.settings.cas.failStatus
      }

      const granting = liveGrantingTicket(realm, request.cookies['TGC'])
      if (granting) {
        return service === ''
          ? sendPage(reply, signedInPage(granting.login))
          : sendTicket(realm, reply, granting, service)
      }
      const { execution } = openFlow(realm, service)
      return sendPage(reply, loginPage({ execution, username: '', errors: [] }), status)
    },
  })
}

/** Signs in the bearer of a token. A refusal goes to the journal alone: the module shows its ordinary form. */
function signInByToken(
  realm: Realm,
  request: FastifyRequest,
  token: string,
  service: string,
): GrantingTicketRow | undefined {
  if (service === '') {
    const message = 'A token needs a "service" parameter to sign in for, and none came; it was ignored.'
    refuse(request, because('token.without-service', message, TOKEN_SOURCE))
    return undefined
  }
  const bearer = bearerOf(realm, token, request.ip)
  if ('refusal' in bearer) {
    refuse(request, bearer.refusal)
    audit(realm, {
      user: undefined,
      ip: request.ip,
      category: 'Authentication',
      event: 'Login',
      level: 'ERROR',
      message: bearer.refusal.message,
    })
    return undefined
  }
  return openGrantingTicket(realm, bearer.user.login)
}

function sendTicket(
  realm: Realm,
  reply: FastifyReply,
  granting: GrantingTicketRow,
  service: string,
): FastifyReply {
  return sendToService(reply, withTicket(service, issueServiceTicket(realm, granting, service).id))
}

function sendUnregistered(
  { settings }: Realm,
  request: FastifyRequest,
  reply: FastifyReply,
  service: string,
): FastifyReply {
  const message = `"${service}" is no registered service; the knob cas.services holds ${JSON.stringify(settings.cas.services)}.`
  refuse(request, because('service.unregistered', message, 'Apereo CAS, service registry'))
  const { serviceUnauthorizedTitle, serviceUnauthorized } = settings.texts
  return sendPage(
    reply,
    messagePage(serviceUnauthorizedTitle, serviceUnauthorized),
    settings.cas.unauthorizedServiceStatus,
  )
}

/** The first value of a query parameter; empty when absent. */
function parameter({ query }: FastifyRequest, name: string): string {
  const value = (query as Readonly<Record<string, string | string[] | undefined>>)[name]
  return headerText(value).trim()
}

function headerText(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}
