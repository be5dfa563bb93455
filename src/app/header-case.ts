/** Answers under the names that `header-name.ts` tells, for what is not written by the kernel: Node's own and the framework's. */
import {
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
} from 'node:http'
import { headerName } from '../kernel/http/header-name.ts'

/** An answer whose headers go out under these names. */
export class NamedResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  override setHeader(name: string, value: number | string | readonly string[]): this {
    return super.setHeader(headerName(name), value)
  }

  override writeHead(
    status: number,
    reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    return typeof reason === 'string'
      ? super.writeHead(status, reason, named(headers))
      : super.writeHead(status, named(reason ?? headers))
  }
}

function named(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined,
): OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined {
  if (headers === undefined || Array.isArray(headers)) return headers
  const result: OutgoingHttpHeaders = {}
  for (const name of Object.keys(headers)) result[headerName(name)] = headers[name]
  return result
}
