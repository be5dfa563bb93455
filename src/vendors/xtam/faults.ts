/** Failures that only this product has, for a fault to name. */
import { refuse } from '../../kernel/http.ts'
import type { VendorFault } from '../../kernel/surface.ts'
import { realmOf } from './domain/realm.ts'
import { sendError, unknownPath } from './envelope.ts'
import { XtamError, because } from './errors.ts'

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
  'sign-in-module-removed': {
    summary: 'The sign-in module is not deployed, as while it is updated: 404',
    source: 'XTAM, updating the Federated Sign-In module: cas.war is taken away and put back',
    act(request, reply) {
      sendError(unknownPath(request), request, reply)
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
