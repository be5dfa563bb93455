/** A merge patch (RFC 7396) that makes one value of another: what is gone from an object is `null` in it. */
type Members = Readonly<Record<string, unknown>>

/** @param changed members that are replaced whole; others stay */
export function mergeOf(before: Members, changed: Members): Members {
  return Object.fromEntries(
    Object.entries(changed).map(([name, after]) => [name, patchOf(before[name], after)]),
  )
}

function patchOf(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return after
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries(
    Array.from(names, (name) => [name, name in after ? patchOf(before[name], after[name]) : null]),
  )
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
