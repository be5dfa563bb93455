import type { Exchange } from '../../src/kernel/journal/entry.ts'
import { headersOf } from '../../src/kernel/journal/header-lines.ts'

type Headers = Readonly<Record<string, string | string[]>>

/** An exchange with its headers by their names in lower case. */
export interface Answered extends Omit<Exchange, 'requestHeaders' | 'responseHeaders'> {
  readonly requestHeaders: Headers
  readonly responseHeaders: Headers
}

export function answered(exchange: Exchange): Answered {
  return {
    ...exchange,
    requestHeaders: headersOf(exchange.requestHeaders, 'request'),
    responseHeaders: headersOf(exchange.responseHeaders, 'answer'),
  }
}
