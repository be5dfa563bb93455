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

/** When a ticket is asked for before a password is shown. */
export function ticketForRetrieval(world: PmpWorld): SystemRow['ticketing']['viewing'] {
  return world.settings.ticketForRetrieval ?? systemOf(world).ticketing.viewing
}

/** Whether a ticket is asked for with a request. */
export function asksTicketForRequest(world: PmpWorld): boolean {
  return world.settings.ticketForRequest ?? systemOf(world).ticketing.requests
}
