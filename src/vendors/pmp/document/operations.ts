/** What the document lists: each operation where clients ask for it, and the OPERATION_NAMEs as one. */
import type { Declaration, ServedOperation } from '../../../kernel/surface/operation.ts'
import { INTERACTIVE } from '../errors.ts'
import type { PmpOperation } from '../operation.ts'
import { INTERACTIVE_ROOT, PKI_ROOT } from '../roots.ts'

const REQUEST = `${INTERACTIVE_ROOT}/request`

/** An operation of the surface, or all that are asked for by OPERATION_NAME. */
export interface Documented extends Declaration {
  readonly plain?: PmpOperation
  readonly named?: Readonly<Record<string, PmpOperation>>
}

/**
 * Each OPERATION_NAME is routed by a path of its own, which no appliance knows: a client asks at one path, and says what
 * it wants in the query. OpenAPI tells operations apart by path and method alone, so they are one operation here.
 */
export function documentedAs(served: readonly ServedOperation<Declaration>[]): ServedOperation<Documented>[] {
  const isNamed = ({ path }: ServedOperation): boolean => path.startsWith(`${REQUEST}/`)
  const own = served.filter((one) => !isNamed(one)).map(withoutQuery)
  const named = Object.fromEntries(
    served
      .filter(isNamed)
      .map(({ operation, path }) => [path.slice(REQUEST.length + 1), operation as PmpOperation]),
  )
  const request: Documented = {
    id: 'pmp.interactive.request',
    route: [`POST ${REQUEST}`, `GET ${REQUEST}`],
    summary: 'Do what OPERATION_NAME says',
    source: INTERACTIVE,
    evidence: 'client',
    named,
  }
  return [
    ...own,
    { operation: request, method: 'POST', path: REQUEST },
    { operation: request, method: 'GET', path: REQUEST },
  ]
}

/** INPUT_DATA has a media type, which a schema of the query cannot tell: the document makes parameters of its own. */
function withoutQuery({
  operation,
  method,
  path,
}: ServedOperation<Declaration>): ServedOperation<Documented> {
  const { query: _query, ...rest } = operation
  const plain = operation as PmpOperation
  return { operation: { ...rest, plain }, method, path }
}

/** Whether its answers have no `operation` around them. */
export function isPki({ route }: Declaration): boolean {
  return [route].flat()[0]!.split(' ')[1]!.startsWith(PKI_ROOT)
}
