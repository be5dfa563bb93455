/** Refusals that several operations share. */
import type { PmpErrorCode } from '../errors.ts'

/** Of whatever lacks a reason or a ticket, where one must be given. */
export const OF_PURPOSE = [
  'reason.missing',
  'ticket.invalid',
  'ticket.system-down',
] as const satisfies readonly PmpErrorCode[]

/** Of whatever looks at what an account holds. */
export const OF_READING = [
  'account.not-found',
  'account.hidden',
  'account.in-use',
  'account.not-approved',
  'account.not-checked-out',
] as const satisfies readonly PmpErrorCode[]

/** Of whatever changes a resource or an account. */
export const OF_MANAGING = [
  'role.not-allowed',
  'access.insufficient',
  'resource.not-found',
] as const satisfies readonly PmpErrorCode[]

/** Of whatever gives something to users or groups of them. */
export const OF_GRANTING = [
  'input.field-missing',
  'role.not-allowed',
  'user.not-found',
  'user-group.not-found',
] as const satisfies readonly PmpErrorCode[]
