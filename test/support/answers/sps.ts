import { jsonPayload, type PayloadOf } from './json.ts'

export const spsPayload: PayloadOf = (exchange) => jsonPayload(exchange)
