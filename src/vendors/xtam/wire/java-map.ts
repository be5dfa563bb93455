/** The order in which Java's HashMap hands out its members: answers of CAS show it. */

/** Sorts names as a HashMap that they were put into, in this order, would list them. */
export function inMapOrder(names: readonly string[]): string[] {
  let size = 16
  while (names.length > size * 0.75) size *= 2
  return names.toSorted((one, other) => bucketOf(one, size) - bucketOf(other, size))
}

function bucketOf(name: string, size: number): number {
  let hash = 0
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0
  return (hash ^ (hash >>> 16)) & (size - 1)
}
