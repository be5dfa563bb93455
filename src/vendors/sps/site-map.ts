/**
 * Which paths there are, learned from the routes themselves: what `Allow` lists, where a 405 belongs, and which part of an
 * unknown path does exist (the error sample of the guide's "Message format" names both halves).
 */
import type { FastifyInstance } from 'fastify'
import { entryPointOf, isOffered, type EntryPoint } from './entry-points.ts'
import type { Features } from './profiles.ts'
import type { SpsSettings } from './settings.ts'
import { nodes, type Node } from './tree/index.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    sps?: PlaceTraits
    /** @internal filled when the route is declared */
    spsPlace?: Place
  }
}

/** What a path's routes say about it besides their operations. */
export interface PlaceTraits {
  /** Answers without a session. */
  readonly anonymous?: true
  /** The right that opens it; any will do by default. */
  readonly privilege?: string
  /** Changes that need no right (the session's own affairs). */
  readonly own?: true
  /** The row of the profile table that says whether a version has it. */
  readonly feature?: BooleanFeature
  /** The row that says whether a version takes `DELETE` here. */
  readonly deleteFeature?: BooleanFeature
  /** The node of the configuration tree that it shows, or whose member it shows. */
  readonly node?: Node
  /** The order of the node's members, in place of the node. */
  readonly isOrder?: true
  /** Serves the configuration tree: what the path means has to be looked up. */
  readonly isTree?: true
}

type BooleanFeature = {
  [Name in keyof Features]: Features[Name] extends boolean ? Name : never
}[keyof Features]

/** A path, or the members below a path (`{key}`). */
export interface Place {
  readonly path: string
  readonly methods: Set<string>
  /** The methods as `Allow` lists them. */
  allow: string
  readonly children: Map<string, Place>
  member: Place | undefined
  traits: PlaceTraits
  /** What it belongs to, just below the API's root. */
  readonly entryPoint: EntryPoint | undefined
}

export interface Located {
  /** The place of the whole path, when there is one. */
  readonly place: Place | undefined
  /** The deepest part that exists. */
  readonly ancestor: string
  /** What follows it. */
  readonly rest: string
  /** The key of the member that the path ends with. */
  readonly key: string | undefined
}

/** Whether something is there: a path of this version, an object of that key. */
export type Presence = (place: Place, key: string | undefined) => boolean

const ROOT = '/api'
const TREE = `${ROOT}/configuration`

export class SiteMap {
  readonly #root: Place = place(ROOT)
  /** Every fixed path. */
  readonly #fixed = new Map<string, Place>([[ROOT, this.#root]])

  constructor() {
    for (const node of nodes) {
      const found = this.#grow(node.path === '' ? TREE : `${TREE}/${node.path}`)
      found.traits = { node }
      for (const method of node.methods) found.methods.add(method)
      if (node.kind === 'coll') this.#growOrder(node, found.path)
      if (node.memberMethods.length === 0) continue
      found.member = {
        ...place(`${found.path}/{key}`),
        traits: { node },
        methods: new Set(node.memberMethods),
      }
    }
  }

  /** Watches the routes of an app that is registered under the API's root. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', (route) => {
      if (route.config?.sps?.isTree) return
      route.config ??= {}
      const found = this.#grow(route.path)
      found.traits = { ...found.traits, ...route.config.sps }
      route.config.spsPlace = found
      for (const method of [route.method].flat()) if (method !== 'HEAD') found.methods.add(method)
      found.allow = [...found.methods].sort().join(', ')
    })
  }

  /** Finds a path below the API's root. */
  locate(path: string, isThere: Presence): Located {
    return this.#look(path, isThere) ?? this.#walk(path, isThere)
  }

  /** Finds a fixed path of this version, or a member just below one, without walking. */
  #look(path: string, isThere: Presence): Located | undefined {
    const parent = parentOf(path)
    const rest = path.slice(parent.length + 1)
    const fixed = this.#fixed.get(path)
    if (fixed)
      return isThere(fixed, undefined) ? { place: fixed, ancestor: parent, rest, key: undefined } : undefined
    const above = this.#fixed.get(parent)
    const key = decode(rest)
    if (!above?.member || !isThere(above, undefined) || !isThere(above.member, key)) return undefined
    return { place: above.member, ancestor: parent, rest, key }
  }

  #walk(path: string, isThere: Presence): Located {
    const segments = path
      .slice(ROOT.length + 1)
      .split('/')
      .filter((segment) => segment !== '')
    let at = this.#root
    let key: string | undefined
    for (const [depth, segment] of segments.entries()) {
      const fixed = at.children.get(segment)
      const next = fixed ?? at.member
      key = fixed ? undefined : decode(segment)
      if (!next || !isThere(next, key)) {
        const ancestor = [ROOT, ...segments.slice(0, depth)].join('/')
        return { place: undefined, ancestor, rest: segments.slice(depth).join('/'), key: undefined }
      }
      at = next
    }
    return { place: at, ancestor: parentOf(path), rest: segments.at(-1) ?? '', key }
  }

  /** Every fixed path. */
  *places(from: Place = this.#root): IterableIterator<Place> {
    yield from
    for (const child of from.children.values()) yield* this.places(child)
  }

  #growOrder(node: Node, path: string): void {
    const order = this.#grow(`${path}@order`)
    order.traits = { node, isOrder: true }
    for (const method of ['GET', 'PUT']) order.methods.add(method)
  }

  #grow(path: string): Place {
    let at = this.#root
    for (const segment of path.slice(ROOT.length + 1).split('/')) {
      if (segment === '') continue
      if (segment.startsWith(':')) {
        at = at.member ??= place(`${at.path}/{key}`)
        continue
      }
      let child = at.children.get(segment)
      if (!child) {
        child = place(`${at.path}/${segment}`)
        at.children.set(segment, child)
        this.#fixed.set(child.path, child)
      }
      at = child
    }
    return at
  }
}

/** Whether a version has a place, whatever lies there. */
export function isOpen({ entryPoint, traits: { feature } }: Place, settings: SpsSettings): boolean {
  return (!entryPoint || isOffered(entryPoint, settings)) && (!feature || settings[feature])
}

/** The path above. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), ROOT.length))
}

function place(path: string): Place {
  return {
    path,
    methods: new Set(),
    allow: '',
    children: new Map(),
    member: undefined,
    traits: {},
    entryPoint: entryPointOf(path),
  }
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
