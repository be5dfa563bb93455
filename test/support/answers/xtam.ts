import { jsonPayload, type PayloadOf } from './json.ts'

export const xtamPayload: PayloadOf = (exchange) => jsonPayload(exchange)
