/**
 * Where the calls are, built once in a process. Each method has a table of its own, for one may take a path that is a
 * fixed one elsewhere: `GET /state/diff` beside `PATCH /state/:surface`.
 */
import { PathTable, type Entry } from '../kernel/http/path-table.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { servedUnder } from '../kernel/surface/operation.ts'
import type { Found } from '../kernel/surface/surface.ts'
import type { ControlOperation } from './operation.ts'
import { operations } from './operations/index.ts'

const tables = tablesByMethod()

/** What a request is for. HEAD asks for what GET gives. */
export function findCall(method: string, path: string): Found | undefined {
  const known = method === 'HEAD' ? 'GET' : method
  const match = tables.get(known)?.find(path)
  if (!match) return undefined
  const operation = match.place.methods.get(known)
  return operation && { operation, params: match.params }
}

/** The methods that a path knows, as `Allow` names them. A parameter that is empty makes no path worth naming. */
export function methodsAt(path: string): string[] {
  const methods: string[] = []
  for (const [method, table] of tables) {
    const match = table.find(path)
    if (!match || Object.values(match.params).includes('')) continue
    methods.push(method)
    if (method === 'GET') methods.push('HEAD')
  }
  return methods.toSorted()
}

function tablesByMethod(): ReadonlyMap<string, PathTable<ControlOperation>> {
  const entries = new Map<string, Entry<ControlOperation>[]>()
  for (const { operation, method, path } of servedUnder([CONTROL_ROOT], operations)) {
    const known = entries.get(method) ?? []
    known.push({ method, path, value: operation })
    entries.set(method, known)
  }
  return new Map(Array.from(entries, ([method, known]) => [method, new PathTable(known)]))
}
