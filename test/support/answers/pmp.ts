import { jsonPayload, type PayloadOf } from './json.ts'

export const pmpPayload: PayloadOf = (exchange) => jsonPayload(exchange)
