/**
 * What an operation is, declared once and free of HTTP. The path table, the journal's names, the coverage table, the
 * OpenAPI documents and the hostile-input tests all come from these declarations.
 */
import { PathTable } from '../http/path-table.ts'
import type { Deferred } from '../schema.ts'

/** How sure we are that the product behaves so. */
export type Evidence = 'documented' | 'client' | 'inferred'

/** What people are told of an operation. */
export interface Operation {
  /** `<surface>.<noun>.<verb>`, for instance `shop.order.create`. */
  readonly id: string
  /** What it does, in a few words. */
  readonly summary: string
  /** Vendor document and section, or the real client that proves it. */
  readonly source: string
  readonly evidence: Evidence
  /** The answer's body is nothing but a secret, which no name in it tells; the journal masks all of it. */
  readonly secretAnswer?: true
}

/** Method and path below the surface's root, such as `GET /record/unlock/:id`. */
export type Route = `${string} /${string}`

/** An operation with all that is known of what comes in and what goes out. */
export interface Declaration<Code extends string = string> extends Operation {
  /** Where it is served. */
  readonly route: Route | readonly Route[]
  readonly params?: Deferred
  readonly query?: Deferred
  readonly body?: Deferred
  /** What an answer of success holds. It describes, and is tested against; it never serialises. */
  readonly answer?: Deferred
  /** Codes of the surface's error catalogue that it can refuse with, besides those of the pipeline. */
  readonly refusals?: readonly Code[]
}

/** An operation together with one route that serves it. */
export interface ServedOperation<Of extends Operation = Operation> {
  readonly operation: Of
  readonly method: string
  /** From the root of the server. */
  readonly path: string
}

/** Where declarations are served: each of their routes below each root. */
export function servedUnder<Of extends Declaration>(
  roots: readonly string[],
  declarations: readonly Of[],
): ServedOperation<Of>[] {
  return roots.flatMap((root) =>
    declarations.flatMap((operation) =>
      [operation.route].flat().map((route) => {
        const [method = '', path = ''] = route.split(' ', 2)
        return { operation, method, path: path === '/' && root !== '' ? root : root + path }
      }),
    ),
  )
}

/** The table in which a surface finds its operations. */
export function pathTable<Of extends Operation>(served: readonly ServedOperation<Of>[]): PathTable<Of> {
  return new PathTable(served.map(({ operation, method, path }) => ({ method, path, value: operation })))
}

/** An operation and a route of it, as the coverage table lists them. */
export interface ListedOperation extends Operation {
  readonly method: string
  readonly path: string
}

/** Every operation of some surfaces, for people. */
export class OperationRegistry {
  readonly #listed = new Map<string, ListedOperation>()

  constructor(served: Iterable<ServedOperation>) {
    for (const { operation, method, path } of served) {
      const { id, summary, source, evidence, secretAnswer } = operation
      const listed = { id, summary, source, evidence, ...(secretAnswer && { secretAnswer }), method, path }
      this.#listed.set(`${id} ${method} ${path}`, listed)
    }
  }

  /** Whether some route serves an operation of that id. */
  has(id: string): boolean {
    for (const listed of this.#listed.values()) if (listed.id === id) return true
    return false
  }

  /** Every declared operation, sorted by id, then path. */
  list(): ListedOperation[] {
    return [...this.#listed.values()].toSorted(
      (a, b) => a.id.localeCompare(b.id) || a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
    )
  }
}
