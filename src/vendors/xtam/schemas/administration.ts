/** Requests of administrators, owners and approvers; members are our proposal. */
import { z } from 'zod'
import { RECORD_CONTROLS, WORKFLOW_ACTIONS } from '../state.ts'
import { moment, text } from './json.ts'

export const newPermission = z.object({
  principal: z.string().min(1),
  recordControl: z.enum(RECORD_CONTROLS).default('None'),
  sessionControl: z.string().default('None'),
  taskControl: z.string().default('None'),
})

export const newToken = z.object({ user: z.string(), expires: moment, ipFilter: text, comment: text })

export const newUser = z.object({ login: text, password: text, firstName: text, lastName: text, email: text })

export const wantedApproval = z.object({
  action: z.enum(WORKFLOW_ACTIONS).default('Record Control'),
  reason: text,
  from: moment,
  to: moment,
})
