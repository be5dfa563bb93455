/** What transactions are, in as few words as possible: drafts over a map, and a three-way merge, object by object. */

const TREE = '/api/configuration'
/** A collection of which any member may come and go. */
export const LISTS = `${TREE}/policies/userlists`
export const SINGLETONS = [
  `${TREE}/network/dns`,
  `${TREE}/local_services/postgresql`,
  `${TREE}/management/support_info`,
] as const

export type Mode = 'exclusive' | 'parallel'

/** An object's value as text; `undefined` where there is none. */
type Value = string | undefined

interface Draft {
  readonly changes: Map<string, { readonly base: Value; mine: Value }>
  /** A new order of the collection, and the committed one that it was made from. */
  order?: { readonly base: readonly string[]; readonly mine: readonly string[] }
}

export class Model {
  readonly committed = new Map<string, Value>()
  /** The members of the collection, as committed. */
  order: string[] = []
  readonly drafts: (Draft | undefined)[] = [undefined, undefined, undefined]
  /** Whether somebody has a page of the web interface open. */
  isWebOpen = false
  readonly #mode: Mode

  constructor(mode: Mode) {
    this.#mode = mode
  }

  /** Whether anybody holds the configuration. */
  get isHeld(): boolean {
    return this.isWebOpen || this.drafts.some((draft) => draft !== undefined)
  }

  /** Whether a session without a transaction is kept from opening one. */
  isLockedFor(index: number): boolean {
    if (this.drafts[index]) return false
    return this.isWebOpen || (this.#mode === 'exclusive' && this.isHeld)
  }

  open(index: number): Draft {
    return (this.drafts[index] ??= { changes: new Map() })
  }

  /** What a session sees. */
  view(index: number): Map<string, string> {
    const seen = new Map(this.committed)
    for (const [path, { mine }] of this.drafts[index]?.changes ?? []) seen.set(path, mine)
    return new Map([...seen].filter((entry): entry is [string, string] => entry[1] !== undefined))
  }

  /** What a session has changed, by path, without what it changed back. */
  changes(index: number): Map<string, string> {
    const changed = [...(this.drafts[index]?.changes ?? [])].filter(([, { base, mine }]) => base !== mine)
    return new Map(
      changed.map(([path, { base, mine }]) => [
        path,
        base === undefined ? 'create' : mine === undefined ? 'delete' : 'replace',
      ]),
    )
  }

  write(index: number, path: string, value: Value): void {
    const { changes } = this.open(index)
    const known = changes.get(path)
    if (known) known.mine = value
    else changes.set(path, { base: this.committed.get(path), mine: value })
  }

  /** @param keys of all members that the session sees */
  reorder(index: number, keys: readonly string[]): void {
    this.open(index).order = { base: [...this.order], mine: keys.map((key) => `${LISTS}/${key}`) }
  }

  /** Takes an object out of what is committed, past all transactions. */
  remove(path: string): void {
    this.committed.delete(path)
    this.order = this.order.filter((one) => one !== path)
  }

  /** @returns the type of the error that the commit meets, and whether the configuration is another after it */
  commit(index: number): { error?: string; isChange: boolean } {
    const draft = this.drafts[index]
    if (!draft) return { error: 'NoTransaction', isChange: false }
    const merged = new Map(this.committed)
    for (const [path, { base, mine }] of draft.changes) {
      const current = this.committed.get(path)
      if (mine === base || mine === current) continue
      if (current !== base) return { error: 'MergeConflict', isChange: false }
      merged.set(path, mine)
    }
    const lined = mergeOrders(draft, this.order)
    if (!lined) return { error: 'MergeConflict', isChange: false }
    const members = [...merged].filter(([path, value]) => path.startsWith(LISTS) && value !== undefined)
    const names = members.map(([, name]) => name)
    if (new Set(names).size < names.length) return { error: 'SemanticError', isChange: false }

    const present = new Set(members.map(([path]) => path))
    const order = [...new Set([...lined, ...draft.changes.keys()])].filter((path) => present.has(path))
    const isChange =
      [...merged].some(([path, value]) => value !== this.committed.get(path)) ||
      order.join() !== this.order.join()
    for (const [path, value] of merged) {
      if (value === undefined) this.committed.delete(path)
      else this.committed.set(path, value)
    }
    this.order = order
    this.drafts[index] = undefined
    return { isChange }
  }
}

/** Whoever moved members decides on their order, unless both did; whom the other side added comes after. */
function mergeOrders({ order }: Draft, theirs: readonly string[]): readonly string[] | undefined {
  if (!order) return theirs
  const { base, mine } = order
  const moved = (keys: readonly string[]): boolean => {
    const stayed = keys.filter((key) => base.includes(key))
    return stayed.join() !== base.filter((key) => keys.includes(key)).join()
  }
  if (moved(mine) && moved(theirs) && mine.join() !== theirs.join()) return undefined
  const [leading, other] = moved(mine) ? [mine, theirs] : [theirs, mine]
  return [...leading, ...other.filter((key) => !base.includes(key))]
}
