/** Failures that only this product has, for a fault to name. */
import type { FastifyRequest } from 'fastify'
import { refuse } from '../../../kernel/http/http.ts'
import type { VendorFault } from '../../../kernel/surface/surface.ts'
import { realmOf } from '../domain/world.ts'
import { pathOf } from '../deployment.ts'
import { sendError } from '../envelope.ts'
import { XtamError, because, unknownPath } from '../errors.ts'
import type { ServiceTicketRow } from '../state.ts'

const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE'])
const ERRORS_PAGE = 'XTAM federated sign-in errors: the application cannot call its module'

export const faults: Readonly<Record<string, VendorFault>> = {
  'sign-in-module-unreachable': {
    summary: 'The application cannot reach its sign-in module to check a ticket, and answers 403',
    source: ERRORS_PAGE,
    act(request, reply) {
      const message = 'A fault that is in place keeps the application from reaching its sign-in module.'
      sendError(
        new XtamError('ticket-refused', because('fault.module-unreachable', message, ERRORS_PAGE)),
        request,
        reply,
      )
    },
  },
  'sign-in-down': {
    summary: 'The sign-in module is not deployed, as while it is updated: its pages answer 404',
    source: 'XTAM, updating the Federated Sign-In module: cas.war is taken away and put back',
    meets: ({ operation, url }) => operation?.id.startsWith('xtam.cas.') === true || url.startsWith('/cas/'),
    act(request, reply) {
      const { method, originalUrl } = request
      sendError(unknownPath({ method, path: pathOf(originalUrl) }), request, reply)
    },
  },
  'ticket-expired': {
    summary: 'The ticket that the request presents is older than it may be',
    source: 'Apereo CAS: service tickets are used once, within 10 s, by the service they were issued for',
    meets: (request) => ticketIn(request) !== undefined,
    act(request) {
      const ticket = ticketIn(request)!
      const { tables, settings, update } = realmOf(request.workspace)
      const createdAt = ticket.createdAt - settings.cas.ticketTtl - 1
      update(() => tables.serviceTickets.put(ticket.id, { ...ticket, createdAt }))
    },
  },
  'xsrf-rejected': {
    summary: 'The XSRF token that a change comes with is refused',
    source: 'XTAM REST API: POST, PUT and DELETE ask for X-XSRF-TOKEN',
    meets: ({ method, operation }) => CHANGES.has(method) && operation?.id.startsWith('xtam.cas.') !== true,
    act() {
      const message = 'A fault that is in place has the XSRF token refused.'
      throw new XtamError(
        'xsrf-refused',
        because('fault.xsrf-rejected', message, 'the fault that was created'),
        {
          text: 'xsrfRefused',
        },
      )
    },
  },
  restarted: {
    summary: 'The service was restarted: sessions, sign-ins, tickets and XSRF tokens are gone',
    source: 'our reading: Tomcat and CAS keep them in memory by default',
    act(request) {
      const { tables, update } = realmOf(request.workspace)
      const message =
        'A fault that is in place has just restarted the service; what lived in its memory is gone.'
      refuse(request, because('fault.restarted', message, 'the fault that was created'))
      update(() => {
        for (const table of [
          tables.sessions,
          tables.grantingTickets,
          tables.serviceTickets,
          tables.proxyGrantingTickets,
          tables.failures,
          tables.flows,
          tables.xsrfTokens,
        ]) {
          for (const key of table.keys()) table.delete(key)
        }
      })
    },
  },
}

/** The service ticket that a request presents in its query, if it is a good one. */
function ticketIn({ url, workspace }: FastifyRequest): ServiceTicketRow | undefined {
  const ticket = new URLSearchParams(url.split('?')[1]).get('ticket')
  const row = ticket === null ? undefined : realmOf(workspace).tables.serviceTickets.get(ticket)
  return row?.spent === false ? row : undefined
}
