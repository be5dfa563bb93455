/** Where the calls are, built once in a process. */
import { pathTable } from '../kernel/surface/operation.ts'
import { finder } from '../kernel/surface/serve.ts'
import { operations } from './operations/index.ts'
import { placed } from './places.ts'

const served = placed(operations)
const table = pathTable(served)
const METHODS = [...new Set(served.map(({ method }) => method))]

/** What a request is for. */
export const findCall = finder(table)

/** The methods that a path knows, as `Allow` names them. A parameter that is empty makes no path worth naming. */
export function methodsAt(path: string): string[] {
  return METHODS.filter((method) => {
    const match = table.find(path, method)
    return match && !Object.values(match.params).includes('')
  })
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .toSorted()
}
