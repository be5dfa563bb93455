import { jsonPayload, type PayloadOf } from './json.ts'

/** Where the knob `createAnswer` leaves the body out, there is nothing to look at. */
export const xtamPayload: PayloadOf = (exchange) => {
  const { payload } = jsonPayload(exchange)
  return payload === undefined || payload === '' || payload === null ? undefined : { payload }
}
