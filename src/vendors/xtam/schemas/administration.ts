/** Requests of administrators, owners and approvers; members are our proposal. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import {
  RECORD_CONTROLS,
  SESSION_CONTROLS,
  TASK_CONTROLS,
  TASK_EVENTS,
  TASK_SCRIPTS,
  WORKFLOW_ACTIONS,
} from '../state.ts'
import { moment, text, texts } from './json.ts'

/** `Connect` alone stands for the first way to connect. */
export const sessionControl = z
  .enum([...SESSION_CONTROLS, 'Connect'])
  .transform((control) => (control === 'Connect' ? SESSION_CONTROLS[1] : control))
  .default('None')

export const taskControl = z.enum(TASK_CONTROLS).default('None')

export const newPermission = deferred(() =>
  z
    .object({
      principal: z.string().min(1),
      recordControl: z.enum(RECORD_CONTROLS).default('None'),
      sessionControl,
      taskControl,
    })
    .meta({ id: 'XtamNewPermission' }),
)

export const newToken = deferred(() =>
  z.object({ user: z.string(), expires: moment, ipFilter: text, comment: text }).meta({ id: 'XtamNewToken' }),
)

export const newUser = deferred(() =>
  z
    .object({ login: text, password: text, firstName: text, lastName: text, email: text })
    .meta({ id: 'XtamNewUser', required: ['login', 'password'] }),
)

export const newPassword = deferred(() =>
  z.object({ password: text }).meta({ id: 'XtamNewPassword', required: ['password'] }),
)

export const newGroup = deferred(() =>
  z
    .object({ name: text, description: text, members: texts.default([]) })
    .meta({ id: 'XtamNewGroup', required: ['name'] }),
)

export const newTask = deferred(() =>
  z
    .object({
      name: text,
      script: z.enum(TASK_SCRIPTS),
      event: z.enum(TASK_EVENTS).default('On Demand'),
      /** Milliseconds after the event; for `Period`, between two runs. */
      delay: z
        .int()
        .min(0)
        .max(365 * 86_400_000)
        .default(0),
    })
    .meta({ id: 'XtamNewTask', required: ['name', 'script'] }),
)

export const wantedApproval = deferred(() =>
  z
    .object({
      action: z.enum(WORKFLOW_ACTIONS).default('Record Control'),
      reason: text,
      from: moment,
      to: moment,
    })
    .meta({ id: 'XtamWantedApproval' }),
)

export const wantedSession = deferred(() =>
  z.object({ recording: z.boolean().default(false) }).meta({ id: 'XtamWantedSession' }),
)
