/**
 * The order of keys in answers.
 *
 * Modern servers print their objects in the order in which a Java 8 `java.util.HashMap` hands out its keys: every
 * captured answer of a 2024 build (client C1, see README.md) and of PAM360 (client C4) has it. Older profiles follow
 * written lists, see `literal-orders.ts`.
 */

/**
 * Sorts keys as a `HashMap` does that received them in the given order. A key given again keeps its first place.
 *
 * Not modelled: Java doubles a small table early when nine keys meet in one bucket, which no field list comes near.
 *
 * @example
 * hashMapOrder(['name', 'result', 'Details']) // ['result', 'Details', 'name']
 */
export function hashMapOrder(keys: readonly string[]): string[] {
  const distinct = [...new Set(keys)]
  const buckets = tableSize(distinct.length)
  // The sort is stable, and that is the whole rule for keys that share a bucket.
  return distinct
    .map((key) => ({ key, bucket: spreadHash(key) & (buckets - 1) }))
    .sort((one, other) => one.bucket - other.bucket)
    .map(({ key }) => key)
}

/**
 * A copy of a record with its keys in `HashMap` order.
 *
 * A key whose value is undefined is left out and does not count, since the size of the table depends on the number
 * of keys. JavaScript moves keys made of digits to the front of any object: for those, fill a `Map` in the order
 * `hashMapOrder` gives; `writeJson` prints maps as objects.
 *
 * @param record - the values
 * @param insertionOrder - the order in which the product fills the object, which decides between keys of one bucket
 * (most objects have some; `capturedOrders` has the known lists); keys it does not name come after it in the
 * record's own order, names the record lacks are passed over. Default: the record's own order
 * @param which - `named` leaves out the keys that the insertion order does not name. Default: `all`
 */
export type OrderKeys = <T>(
  record: Readonly<Record<string, T>>,
  insertionOrder?: readonly string[],
  which?: 'all' | 'named',
) => Record<string, T>

/**
 * Makes an {@link OrderKeys} with a memory of its own: answers repeat the same few lists of keys, so the order of a
 * list is worked out once per insertion order. Insertion orders are told apart by identity: pass constants.
 *
 * @param limit - how many lists to remember for one insertion order; the oldest makes room. Default: 256
 */
export function createOrderKeys(limit = 256): OrderKeys {
  const memories = new WeakMap<readonly string[], Memory>()
  return (record, insertionOrder = NO_ORDER, which = 'all') => {
    let memory = memories.get(insertionOrder)
    if (!memory) memories.set(insertionOrder, (memory = { byList: new Map(), keys: [], ordered: [] }))
    const keys = which === 'all' ? Object.keys(record) : insertionOrder
    // The rows of a list have the same keys nearly always.
    if (!hasExactly(record, keys, memory.keys)) recall(memory, record, keys, insertionOrder, limit)
    return pick(record, memory.ordered)
  }
}

interface Memory {
  readonly byList: Map<string, readonly string[]>
  /** The keys that the latest record had, in its own order and in the one that is wanted. */
  keys: readonly string[]
  ordered: readonly string[]
}

function recall(
  memory: Memory,
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  insertionOrder: readonly string[],
  limit: number,
): void {
  const { byList } = memory
  const present = keys.filter((key) => record[key] !== undefined)
  const list = describeKeys(present)
  let ordered = byList.get(list)
  if (ordered === undefined) {
    ordered = hashMapOrder(inOrder(present, insertionOrder))
    if (byList.size >= limit) forgetOldest(byList)
    byList.set(list, ordered)
  }
  memory.keys = present
  memory.ordered = ordered
}

/** Whether those of some keys that have a value are just the present ones. */
function hasExactly(
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  present: readonly string[],
): boolean {
  let at = 0
  for (const key of keys) {
    if (record[key] === undefined) continue
    if (key !== present[at]) return false
    at += 1
  }
  return at === present.length
}

/** An {@link OrderKeys} for everybody. What it remembers never changes an answer, so servers may share it. */
export const orderKeys: OrderKeys = createOrderKeys()

/**
 * A copy of a record with its keys in the order of a list; keys the list does not name follow in their own order,
 * undefined values are left out. This is how the 2014 and 2018 profiles print.
 */
export function arrangeKeys<T>(
  record: Readonly<Record<string, T>>,
  literalOrder: readonly string[],
): Record<string, T> {
  const present = Object.keys(record).filter((key) => record[key] !== undefined)
  return pick(record, inOrder(present, literalOrder))
}

const NO_ORDER: readonly string[] = []

/** The smallest table `HashMap` uses for so many keys: 16 buckets, doubled while more than three quarters full. */
function tableSize(keyCount: number): number {
  let buckets = 16
  while (keyCount > 0.75 * buckets) buckets *= 2
  return buckets
}

/** `String.hashCode`, with its upper half folded in as `HashMap` does. */
function spreadHash(key: string): number {
  let hash = 0
  for (let index = 0; index < key.length; index += 1) hash = (Math.imul(31, hash) + key.charCodeAt(index)) | 0
  return hash ^ (hash >>> 16)
}

/** Keys, each with its length before it, so that no two lists read the same. */
function describeKeys(keys: readonly string[]): string {
  return keys.map((key) => `${key.length}:${key}`).join('')
}

function inOrder(keys: readonly string[], first: readonly string[]): string[] {
  const present = new Set(keys)
  return [...new Set([...first.filter((key) => present.has(key)), ...keys])]
}

function pick<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  // Assignment would make the value of `__proto__` (an account may be called that) the prototype.
  if (keys.includes('__proto__')) return Object.fromEntries(keys.map((key) => [key, record[key] as T]))
  const copy: Record<string, T> = {}
  for (const key of keys) copy[key] = record[key] as T
  return copy
}

function forgetOldest(remembered: Map<string, unknown>): void {
  const oldest = remembered.keys().next()
  if (!oldest.done) remembered.delete(oldest.value)
}
