/** Operations as the document tells of them: at the product's own paths, a method at a time. */
import type { ServedOperation } from '../../../kernel/surface/operation.ts'
import { DEPLOYMENTS, type Place, type Placed } from '../deployment.ts'
import type { XtamOperation } from '../operation.ts'
import { served } from '../operations/index.ts'

export interface Told extends XtamOperation, Placed {
  readonly method: string
  /** Where the deployment at the root of the server has the same. */
  readonly alsoAt: readonly string[]
}

/** The other deployment repeats nearly every path, so that its paths stand with the operations, and not beside them. */
export function toldOperations(): ServedOperation<Told>[] {
  const [own] = DEPLOYMENTS
  return served
    .filter(({ operation }) => operation.place.deployment === own)
    .map(({ operation, method, path }) => {
      const alsoAt = served
        .filter((one) => one.operation.id === operation.id && one.method === method && one.path !== path)
        .map((one) => one.path.replaceAll(/:(\w+)/g, '{$1}'))
      return { operation: { ...operation, method, alsoAt }, method, path }
    })
}

export function isRead({ method }: Told): boolean {
  return method === 'GET'
}

export function isAt(operation: Told, kind: Place['kind']): boolean {
  return operation.place.kind === kind
}
