/** JSON of a client's, read with a bound on how deep it is nested, before anything that goes into it is done. */

/** Deeper than anything that people write; what walks values one level for each call needs a thousand times as much. */
export const DEEPEST_JSON = 100

/** What a JSON text has too much of: levels, or values, of which `most` are taken. Looks no further than that. */
export function excessOf(text: string, most: number): 'depth' | 'values' | undefined {
  let [depth, values] = [0, 0]
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isText) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) isText = false
    } else if (code === QUOTE) isText = true
    else if (code === COMMA) values++
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      values++
      if (++depth > DEEPEST_JSON) return 'depth'
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--
    if (values > most) return 'values'
  }
  return undefined
}

/** Whether a text of any format holds more than about so many values: members, pairs of a form, elements. */
export function holdsMore(text: string, most: number): boolean {
  if (text.length <= most) return false
  let values = 0
  for (let at = 0; at < text.length && values <= most; at++) {
    const code = text.charCodeAt(at)
    if (code === COMMA || code === OPEN_LIST || code === OPEN_OBJECT || code === AMPERSAND || code === LESS)
      values++
  }
  return values > most
}

/**
 * The first member of a name that assigning to it would not make a member of; nothing can be meant by it.
 *
 * @param value what the text says; no client's value may be deeper than {@link DEEPEST_JSON}
 */
export function magicMember(text: string, value: unknown): string | undefined {
  return MAY_HOLD_MAGIC.test(text) ? magicIn(value) : undefined
}

function magicIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, MAGIC) && !Array.isArray(value)) return MAGIC
  for (const inner of Object.values(value)) {
    const found = typeof inner === 'object' ? magicIn(inner) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const MAGIC = '__proto__'
/** A member's name may be written with escapes. */
const MAY_HOLD_MAGIC = /__proto__|\\u/
const [QUOTE, BACKSLASH, COMMA, AMPERSAND, LESS] = [0x22, 0x5c, 0x2c, 0x26, 0x3c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
