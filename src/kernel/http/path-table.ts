/**
 * Which paths there are, and what each does by method: built once in a process, never changed, shared by every emulator.
 * A path is written as `/records/:id`; a last `*` takes whatever follows. Fixed parts win over parameters, and a
 * parameter may be empty, as in the router of Fastify.
 */

/** A path that is served. */
export interface Place<Value> {
  /** As it was written, with its parameters. */
  readonly path: string
  readonly methods: ReadonlyMap<string, Value>
}

/** The parameters of a path, percent-decoded. */
export type Params = Readonly<Record<string, string>>

export interface Match<Value> {
  readonly place: Place<Value>
  readonly params: Params
}

export interface Entry<Value> {
  readonly method: string
  readonly path: string
  readonly value: Value
}

interface Node<Value> {
  readonly fixed: Map<string, Node<Value>>
  parameter: Node<Value> | undefined
  rest: Leaf<Value> | undefined
  /** More than one where methods name the parameters of one path differently. */
  readonly leaves: Leaf<Value>[]
}

interface Leaf<Value> extends Place<Value> {
  readonly methods: Map<string, Value>
  readonly names: readonly string[]
}

const NONE: Params = Object.freeze({})

export class PathTable<Value> {
  /** Paths without parameters: most look-ups end here. */
  readonly #plain = new Map<string, Match<Value>>()
  readonly #root: Node<Value> = node()
  readonly #places = new Map<string, Leaf<Value>>()

  /** Of two entries for one method and path the first counts. */
  constructor(entries: Iterable<Entry<Value>>) {
    for (const { method, path, value } of entries) {
      const { methods } = this.#places.get(path) ?? this.#grow(path)
      if (!methods.has(method)) methods.set(method, value)
    }
  }

  /** Every path, in the order of the first entry for it. */
  places(): IterableIterator<Place<Value>> {
    return this.#places.values()
  }

  /**
   * The place of a path; with a method, the first that takes it: `DELETE /toys/new` may be for `/toys/:id` where
   * `/toys/new` is read alone.
   *
   * @param path as {@link routedPath} gives it
   */
  find(path: string, method?: string): Match<Value> | undefined {
    const plain = this.#plain.get(path)
    if (plain && (method === undefined || plain.place.methods.has(method))) return plain
    const values: string[] = []
    const leaf = walk(this.#root, path, 1, values, method)
    if (!leaf) return undefined
    const params: Record<string, string> = {}
    for (let at = 0; at < leaf.names.length; at++) params[leaf.names[at]!] = decode(values[at]!)
    return { place: leaf, params }
  }

  #grow(path: string): Leaf<Value> {
    const steps = path.slice(1).split('/')
    const names = steps.filter((step) => step.startsWith(':') || step === '*').map(nameOf)
    const leaf: Leaf<Value> = { path, methods: new Map(), names }
    this.#places.set(path, leaf)
    if (names.length === 0) this.#plain.set(path, { place: leaf, params: NONE })
    let at = this.#root
    for (const step of steps) {
      if (step === '*') {
        at.rest ??= leaf
        return leaf
      }
      if (step.startsWith(':')) at = at.parameter ??= node()
      else {
        let next = at.fixed.get(step)
        if (!next) at.fixed.set(step, (next = node()))
        at = next
      }
    }
    at.leaves.push(leaf)
    return leaf
  }
}

/** Follows a path from the step that begins at `from`; goes back where a fixed part led nowhere. */
function walk<Value>(
  at: Node<Value>,
  path: string,
  from: number,
  values: string[],
  method: string | undefined,
): Leaf<Value> | undefined {
  const slash = path.indexOf('/', from)
  const end = slash < 0 ? path.length : slash
  const step = path.slice(from, end)
  const isLast = slash < 0
  const depth = values.length
  const fixed = at.fixed.get(step)
  if (fixed) {
    const found = isLast ? taking(fixed.leaves, method) : walk(fixed, path, end + 1, values, method)
    if (found) return found
    values.length = depth
  }
  if (at.parameter) {
    values.push(step)
    const found = isLast
      ? taking(at.parameter.leaves, method)
      : walk(at.parameter, path, end + 1, values, method)
    if (found) return found
    values.length = depth
  }
  const rest = at.rest && taking([at.rest], method)
  if (rest) values.push(path.slice(from))
  return rest
}

function taking<Value>(leaves: readonly Leaf<Value>[], method: string | undefined): Leaf<Value> | undefined {
  return method === undefined ? leaves[0] : leaves.find(({ methods }) => methods.has(method))
}

function node<Value>(): Node<Value> {
  return { fixed: new Map(), parameter: undefined, rest: undefined, leaves: [] }
}

function nameOf(step: string): string {
  return step === '*' ? '*' : step.slice(1)
}

function decode(value: string): string {
  return value.includes('%') ? decodeURIComponent(value) : value
}

/**
 * The path of a URL as a look-up wants it: without query, absolute form or fragment, and decoded but for the characters
 * that would change its parts. It decides whose a request is, so `/%61pi` and `/api` are one.
 *
 * @returns `undefined` when its percent-encoding is broken
 */
export function routedPath(url: string): string | undefined {
  const start = url.charCodeAt(0) === SLASH ? 0 : startOfPath(url)
  const end = endOfPath(url, start)
  const path = start === 0 && end === url.length ? url : `/${url.slice(start + 1, end)}`
  if (!path.includes('%')) return path
  try {
    // An encoded percent sign stays one until a parameter is decoded.
    return decodeURI(path.replaceAll('%25', '%2525'))
  } catch {
    return undefined
  }
}

const SLASH = 47

/** Where the path begins in `http://host/path` (RFC 9112, 3.2.2). */
function startOfPath(url: string): number {
  const authority = /^[a-z][\w+.-]*:\/\/[^/?#]*/i.exec(url)
  return authority ? authority[0].length : 0
}

function endOfPath(url: string, start: number): number {
  const query = url.indexOf('?', start)
  const fragment = url.indexOf('#', start)
  const end = query < 0 ? url.length : query
  return fragment >= 0 && fragment < end ? fragment : end
}
