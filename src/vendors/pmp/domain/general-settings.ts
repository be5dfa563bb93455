/** What is asked of everybody: the knobs of General Settings before what the world's own `system` says. */
import type { SystemRow } from '../state.ts'
import { systemOf, type PmpWorld } from './world.ts'

/** Whether a reason is asked for before a password is shown. */
export function asksReasonForRetrieval(world: PmpWorld): boolean {
  return world.settings.reasonForRetrieval ?? systemOf(world).reasonRequired
}

/** Whether a reason is asked for with a request. */
export function asksReasonForRequest(world: PmpWorld): boolean {
  return world.settings.reasonForRequest ?? systemOf(world).requestReasonRequired
}

/** When tickets are asked for, and which there are. */
export function ticketingOf(world: PmpWorld): SystemRow['ticketing'] {
  const { ticketing } = systemOf(world)
  const { ticketForRetrieval, ticketForRequest } = world.settings
  return {
    ...ticketing,
    viewing: ticketForRetrieval ?? ticketing.viewing,
    requests: ticketForRequest ?? ticketing.requests,
  }
}
