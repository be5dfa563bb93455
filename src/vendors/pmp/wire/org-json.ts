/**
 * Answers as text: compact JSON with the string escaping of org.json.
 *
 * No blanks anywhere: client C8 (see README.md) searches answers for `"status":"Success"`. That the product escapes like
 * org.json is our reading; it fits each captured answer.
 */

/**
 * Writes a value as compact JSON, keys in the order the value holds them. A `Map` is written as an object, which
 * keeps even keys made of digits in place (the PKI API names certificates by id).
 *
 * Members that are undefined are left out, undefined in an array is null. Numbers are meant for counts and codes:
 * large or tiny fractions are written as JavaScript does, not as Java does.
 *
 * @throws TypeError for what JSON cannot hold: NaN, infinities, functions, symbols, undefined itself
 * @example
 * writeJson({ result: { message: '</a>', status: 'Success' } })
 * // {"result":{"message":"<\/a>","status":"Success"}}
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'object' && isCommon(value)) {
    const text = JSON.stringify(value)
    if (!UNCOMMON.test(text)) return text
  }
  return writeValue(value)
}

/** What `JSON.stringify` may have written otherwise than we do. */
const UNCOMMON = /[\u0080-\u009f\u2000-\u20ff]|<\/|\\ud/

/** Whether `JSON.stringify` writes a value as we do, as far as texts go. It is faster by far. */
function isCommon(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'object':
      return value === null || (Array.isArray(value) ? value.every(isCommon) : isCommonRecord(value))
    default:
      return false
  }
}

function isCommonRecord(record: object): boolean {
  if (record instanceof Map || 'toJSON' in record) return false
  for (const name of Object.keys(record))
    if (!isCommon((record as Readonly<Record<string, unknown>>)[name])) return false
  return true
}

function writeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return writeNumber(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      return writeStructure(value)
    default:
      throw new TypeError(`An answer cannot hold a value of type "${typeof value}"; leave it out or use null`)
  }
}

function writeStructure(value: object | null): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item ?? null)).join(',')}]`
  return value instanceof Map ? writeMembers(value) : writeRecord(value as Record<string, unknown>)
}

/** The same as {@link writeMembers}, without a pair for each member: nearly all of every answer is records. */
function writeRecord(record: Readonly<Record<string, unknown>>): string {
  let text = ''
  for (const key of Object.keys(record)) {
    const value = record[key]
    if (value !== undefined) text += `${text === '' ? '' : ','}${quote(key)}:${writeValue(value)}`
  }
  return `{${text}}`
}

function writeMembers(members: Iterable<[unknown, unknown]>): string {
  let text = ''
  for (const [key, value] of members) {
    if (value !== undefined) text += `${text === '' ? '' : ','}${quote(String(key))}:${writeValue(value)}`
  }
  return `{${text}}`
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no number "${value}"`)
  return Object.is(value, -0) ? '-0' : String(value)
}

/** All that is not written as it is; `</` because a slash after `<` is escaped, so that no answer ends a script. */
// eslint-disable-next-line no-control-regex -- control characters are the point
const SPECIAL = /[\u0000-\u001f"\\\u0080-\u009f\u2000-\u20ff]|<\//

function quote(text: string): string {
  return SPECIAL.test(text) ? quoteSlowly(text) : `"${text}"`
}

function quoteSlowly(text: string): string {
  let quoted = '"'
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    quoted += escapeCharacter(character, text.charAt(index - 1))
  }
  return `${quoted}"`
}

function escapeCharacter(character: string, before: string): string {
  if (character === '/') return before === '<' ? '\\/' : '/'
  if (character === '"' || character === '\\') return `\\${character}`
  if (character < ' ') return JSON.stringify(character).slice(1, -1)
  return isEscapedRange(character) ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character
}

function isEscapedRange(character: string): boolean {
  return (character >= '\u0080' && character < '\u00a0') || (character >= '\u2000' && character < '\u2100')
}
