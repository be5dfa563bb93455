/**
 * Which paths there are, built once from the declarations: what a request is for, what `Allow` lists, where a 405 belongs,
 * what a user's rights open, and which part of an unknown path does exist (the error sample of the guide's "Message format"
 * names both halves).
 */
import { PathTable, type Params } from '../../kernel/http/path-table.ts'
import type { ServedOperation } from '../../kernel/surface/operation.ts'
import type { Found } from '../../kernel/surface/surface.ts'
import type { GuardedEndpoint } from './domain/endpoints.ts'
import { entryPointOf, isOffered, type EntryPoint } from './entry-points.ts'
import type { PlaceTraits, SpsOperation } from './operation.ts'
import type { SpsSettings } from './settings.ts'
import { shownAt, type Node } from './tree/index.ts'

/** A path, or the members below a path (`{key}`). */
export interface Place {
  readonly path: string
  readonly operations: ReadonlyMap<string, SpsOperation>
  /** The methods as `Allow` lists them, where no version differs. */
  readonly allow: string
  readonly children: ReadonlyMap<string, Place>
  readonly member: Place | undefined
  readonly traits: PlaceTraits
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

/** What a request is for. */
export interface SpsFound extends Found {
  readonly operation: SpsOperation
  readonly place: Place
  readonly params: Params
}

/** For whom a path is there: in a version, and in what a session sees. */
export interface Viewer {
  readonly settings: SpsSettings
  /** Whether there is a member of that key. */
  has(node: Node, key: string): boolean
}

interface Growing extends Place {
  readonly operations: Map<string, SpsOperation>
  allow: string
  readonly children: Map<string, Growing>
  member: Growing | undefined
  traits: PlaceTraits
}

interface Target {
  readonly operation: SpsOperation
  readonly place: Place
}

const ROOT = '/api'

export class SiteMap {
  readonly #root: Growing = place(ROOT)
  readonly #all: Growing[] = [this.#root]
  /** Every fixed path. */
  readonly #fixed = new Map<string, Growing>([[ROOT, this.#root]])
  readonly #paths: PathTable<Target>
  readonly #unlisted: ReadonlySet<string>
  readonly #endpoints = new WeakMap<SpsSettings, readonly GuardedEndpoint[]>()

  /** @param unlisted operations that have a path, and no name that people know them by */
  constructor(
    served: readonly ServedOperation<SpsOperation>[],
    unlisted: readonly ServedOperation<SpsOperation>[] = [],
  ) {
    this.#paths = new PathTable(
      served.map((one) => ({
        method: one.method,
        path: one.path,
        value: { operation: one.operation, place: this.#add(one) },
      })),
    )
    for (const one of unlisted) this.#add(one)
    this.#unlisted = new Set(unlisted.map(({ path }) => path))
    for (const one of this.#all) one.allow = [...one.operations.keys()].sort().join(', ')
  }

  /** The operation of a method at a path; HEAD asks for what GET gives. */
  find(method: string, path: string): SpsFound | undefined {
    // A member of that name is not meant.
    const match = this.#unlisted.has(path) ? undefined : this.#paths.find(path)
    if (!match) return undefined
    const target = match.place.methods.get(method === 'HEAD' ? 'GET' : method)
    return target && { operation: target.operation, place: target.place, params: match.params }
  }

  /** Finds a path below the API's root. */
  locate(path: string, viewer: Viewer): Located {
    return this.#look(path, viewer) ?? this.#walk(path, viewer)
  }

  /** Finds a fixed path of this version, or a member just below one, without walking. */
  #look(path: string, viewer: Viewer): Located | undefined {
    const parent = parentOf(path)
    const rest = path.slice(parent.length + 1)
    const fixed = this.#fixed.get(path)
    if (fixed)
      return isThere(fixed, undefined, viewer)
        ? { place: fixed, ancestor: parent, rest, key: undefined }
        : undefined
    const above = this.#fixed.get(parent)
    const key = decode(rest)
    if (!above?.member || !isThere(above, undefined, viewer) || !isThere(above.member, key, viewer))
      return undefined
    return { place: above.member, ancestor: parent, rest, key }
  }

  #walk(path: string, viewer: Viewer): Located {
    const segments = path
      .slice(ROOT.length + 1)
      .split('/')
      .filter((segment) => segment !== '')
    let at: Place = this.#root
    let key: string | undefined
    for (const [depth, segment] of segments.entries()) {
      const fixed = at.children.get(segment)
      const next = fixed ?? at.member
      key = fixed ? undefined : decode(segment)
      if (!next || !isThere(next, key, viewer)) {
        const ancestor = [ROOT, ...segments.slice(0, depth)].join('/')
        return { place: undefined, ancestor, rest: segments.slice(depth).join('/'), key: undefined }
      }
      at = next
    }
    return { place: at, ancestor: parentOf(path), rest: segments.at(-1) ?? '', key }
  }

  /** What there is for a version, and the rights that it takes. */
  endpoints(settings: SpsSettings): readonly GuardedEndpoint[] {
    let known = this.#endpoints.get(settings)
    if (!known) {
      known = Array.from(this.#fixed.values())
        .filter((one) => one.operations.size > 0 && offerAt(one, settings).isShown)
        .map((one) => ({
          url: one.path,
          methods: offerAt(one, settings).allow.split(', '),
          own: one.traits.own ?? false,
          privilege: privilegeOf(one),
        }))
      this.#endpoints.set(settings, known)
    }
    return known
  }

  #add({ method, path, operation }: ServedOperation<SpsOperation>): Place {
    const found = this.#grow(path)
    found.traits = found.operations.size === 0 ? operation : { ...found.traits, ...operation }
    found.operations.set(method, operation)
    return found
  }

  #grow(path: string): Growing {
    let at = this.#root
    for (const segment of path.slice(ROOT.length + 1).split('/')) {
      if (segment === '') continue
      if (segment.startsWith(':')) {
        at = at.member ??= this.#place(`${at.path}/{key}`, at)
        continue
      }
      let child = at.children.get(segment)
      if (!child) {
        child = this.#place(`${at.path}/${segment}`, at)
        at.children.set(segment, child)
        // What lies below a member has no path of its own that could be looked up.
        if (!child.path.includes('{')) this.#fixed.set(child.path, child)
      }
      at = child
    }
    return at
  }

  #place(path: string, above: Place): Growing {
    const made = place(path, above === this.#root ? entryPointOf(path) : above.entryPoint)
    this.#all.push(made)
    return made
  }
}

/** What a version has at a place. */
export interface Offer {
  /** Whether it has the place, whatever lies there. */
  readonly isOpen: boolean
  /** Whether something lies there. */
  readonly isShown: boolean
  /** The methods that it takes, as `Allow` lists them. */
  readonly allow: string
}

/** Settings never change, so neither does what they offer. */
const offers = new WeakMap<SpsSettings, Map<Place, Offer>>()
/** Those of the settings that were asked for last: each request asks several times. */
let lastOffers: { readonly settings?: SpsSettings; readonly known: Map<Place, Offer> } = { known: new Map() }

function offersOf(settings: SpsSettings): Map<Place, Offer> {
  if (lastOffers.settings === settings) return lastOffers.known
  let known = offers.get(settings)
  if (!known) offers.set(settings, (known = new Map<Place, Offer>()))
  lastOffers = { settings, known }
  return known
}

export function offerAt(at: Place, settings: SpsSettings): Offer {
  const known = offersOf(settings)
  let offer = known.get(at)
  if (!offer) {
    const { node } = at.traits
    const isOpen = isOpenAt(at, settings)
    const isShown = isOpen && (!node || shownAt(settings.profile, node.path) !== undefined)
    known.set(at, (offer = { isOpen, isShown, allow: allowAt(at, settings) }))
  }
  return offer
}

function isOpenAt({ entryPoint, traits: { feature } }: Place, settings: SpsSettings): boolean {
  return (!entryPoint || isOffered(entryPoint, settings)) && (!feature || settings[feature])
}

function allowAt(at: Place, settings: SpsSettings): string {
  const { node, isOrder, deleteFeature } = at.traits
  if (!node) return deleteFeature && !settings[deleteFeature] ? at.allow.replace('DELETE, ', '') : at.allow
  const shown = shownAt(settings.profile, node.path)
  if (!shown) return 'GET'
  if (isOrder) return shown.memberAllow.includes('PUT') ? 'GET, PUT' : 'GET'
  return at.path.endsWith('/{key}') ? shown.memberAllow : shown.allow
}

/** The right that opens a place. */
export function privilegeOf({ traits: { privilege, node } }: Place): string | undefined {
  return privilege ?? node?.privilege
}

/** The path above. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), ROOT.length))
}

function isThere(at: Place, key: string | undefined, viewer: Viewer): boolean {
  if (!offerAt(at, viewer.settings).isShown) return false
  const { node } = at.traits
  return !node || key === undefined || viewer.has(node, key)
}

function place(path: string, entryPoint?: EntryPoint): Growing {
  return {
    path,
    operations: new Map(),
    allow: '',
    children: new Map(),
    member: undefined,
    traits: {},
    entryPoint,
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
