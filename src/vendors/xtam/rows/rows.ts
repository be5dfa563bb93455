/** What a row of each table looks like, for state that is changed from outside. */
import { z } from 'zod'
import type { xtamSlice } from '../state.ts'
import * as objects from './objects.ts'
import * as signIn from './sign-in.ts'
import * as work from './work.ts'

export const rows = {
  users: objects.userRow,
  groups: objects.groupRow,
  objects: objects.objectRow,
  recordTypes: objects.recordTypeRow,
  permissions: objects.permissionRow,
  links: objects.linkRow,
  marks: objects.markRow,
  authTokens: signIn.authTokenRow,
  xsrfTokens: signIn.xsrfTokenRow,
  grantingTickets: signIn.grantingTicketRow,
  serviceTickets: signIn.serviceTicketRow,
  proxyGrantingTickets: signIn.proxyGrantingRow,
  failures: signIn.failureRow,
  flows: signIn.flowRow,
  sessions: signIn.sessionRow,
  bindings: objects.bindingRow,
  workflowRequests: work.workflowRequestRow,
  tasks: work.taskRow,
  jobs: work.jobRow,
  remoteSessions: work.remoteSessionRow,
  audit: work.auditRow,
  sequences: z.strictObject({ next: z.int().positive() }),
} satisfies Record<keyof (typeof xtamSlice)['tables'], z.ZodType>
