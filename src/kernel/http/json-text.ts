/** JSON of a client's, read with a bound on how deep it is nested, before anything that goes into it is done. */

/** Deeper than anything that people write; what walks values one level for each call needs a thousand times as much. */
export const DEEPEST_JSON = 100

/** How deep a JSON text nests objects and lists, as far as its brackets tell; one pass, whatever the text. */
export function depthOf(text: string): number {
  let [depth, deepest] = [0, 0]
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isText) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) isText = false
    } else if (code === QUOTE) isText = true
    else if (code === OPEN_OBJECT || code === OPEN_LIST) deepest = Math.max(deepest, ++depth)
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--
  }
  return deepest
}

/**
 * The first member of a name that assigning to it would not make a member of; nothing can be meant by it. The value must
 * not be deeper than {@link DEEPEST_JSON}.
 */
export function magicMember(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, MAGIC) && !Array.isArray(value)) return MAGIC
  for (const inner of Object.values(value)) {
    const found = typeof inner === 'object' ? magicMember(inner) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const MAGIC = '__proto__'
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]
