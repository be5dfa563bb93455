/**
 * What a route is, declared once in its route config. The journal's names, the coverage table and the OpenAPI documents
 * all come from these declarations.
 */
declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: Operation
  }
}

/** How sure we are that the product behaves so. */
export type Evidence = 'documented' | 'client' | 'inferred'

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

/** An operation together with the route that serves it. */
export interface ServedOperation extends Operation {
  readonly method: string
  readonly path: string
}

/** Collects what the routes of an app declare. */
export class OperationRegistry {
  readonly #served = new Map<string, ServedOperation>()

  add(operation: Operation, method: string | readonly string[], path: string): void {
    for (const one of typeof method === 'string' ? [method] : method) {
      if (one !== 'HEAD')
        this.#served.set(`${operation.id} ${one} ${path}`, { ...operation, method: one, path })
    }
  }

  /** Whether some route serves an operation of that id. */
  has(id: string): boolean {
    for (const served of this.#served.values()) if (served.id === id) return true
    return false
  }

  /** Every declared operation, sorted by id, then path. */
  list(): ServedOperation[] {
    return [...this.#served.values()].toSorted(
      (a, b) => a.id.localeCompare(b.id) || a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
    )
  }
}
