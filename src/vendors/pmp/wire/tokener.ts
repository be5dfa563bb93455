/**
 * The lenient JSON in which clients send INPUT_DATA.
 *
 * The grammar is that of org.json's `JSONTokener`, which explains all samples of the vendor's 2014 REST page (some
 * reach the server with their quotes eaten by the shell) and all known clients: Python dictionaries with single
 * quotes (C4, the XSOAR integration, and C8, a requests class; see README.md), text after the last brace (C16). The
 * tolerance for `=` and `=>` is that of org.json before 2013; that the product uses org.json at all is our reading.
 *
 * The reader moves through the text once: it never goes back and takes each stretch of characters out once, so the
 * time is linear in the length.
 */
import { bareValue } from './bare-value.ts'

/** A value of INPUT_DATA. */
export type LenientValue = string | number | boolean | null | LenientValue[] | LenientObject

/** An object of INPUT_DATA. It has no prototype, so `__proto__` and `constructor` are names like any other. */
export interface LenientObject {
  [key: string]: LenientValue
}

/**
 * The outcome of {@link parseLenient}: the object, or what is wrong in org.json's words and `at` which index of the
 * text it showed.
 */
export type LenientResult =
  | { readonly ok: true; readonly value: LenientObject }
  | { readonly ok: false; readonly message: string; readonly at: number }

/** How many objects and arrays may lie inside each other. org.json had no limit for long; newer releases stop here. */
export const MAX_DEPTH = 512

/**
 * Reads the object a text begins with, and ignores whatever follows its closing brace.
 *
 * Keys and strings may stand in double quotes, single quotes or none; `;` does for `,`, and `=` or `=>` for `:`; one
 * separator may come before a closing bracket; a gap in an array is null. There are no comments. A key given twice in
 * one object and a line break inside quotes are errors. Never throws.
 *
 * @param text - INPUT_DATA after form decoding
 * @example
 * parseLenient("{operation:{Details:{REASON:Need it, 'ID'=7}}}")
 * // { ok: true, value: { operation: { Details: { REASON: 'Need it', ID: 7 } } } }
 */
export function parseLenient(text: string): LenientResult {
  try {
    return { ok: true, value: readObject(new Cursor(text), 1) }
  } catch (error) {
    if (error instanceof LenientSyntaxError) return { ok: false, message: error.message, at: error.at }
    throw error
  }
}

function readObject(cursor: Cursor, depth: number): LenientObject {
  if (cursor.skipBlanks() !== '{') cursor.fail("A JSONObject text must begin with '{'")
  if (depth > MAX_DEPTH) cursor.fail(`Maximum nesting depth of ${MAX_DEPTH} reached`)
  cursor.position += 1

  const object = Object.create(null) as LenientObject
  for (;;) {
    const next = cursor.skipBlanks()
    if (next === '') cursor.fail("A JSONObject text must end with '}'")
    if (next === '}') {
      cursor.position += 1
      return object
    }

    const keyAt = cursor.position
    const key = readKey(cursor)
    skipAssignment(cursor)
    const value = readValue(cursor, depth)
    if (Object.hasOwn(object, key)) cursor.fail(`Duplicate key "${key}"`, keyAt)
    object[key] = value

    const separator = cursor.skipBlanks()
    if (separator === ',' || separator === ';') cursor.position += 1
    else if (separator !== '}') cursor.fail("Expected a ',' or '}'")
  }
}

function readArray(cursor: Cursor, depth: number): LenientValue[] {
  if (depth > MAX_DEPTH) cursor.fail(`Maximum nesting depth of ${MAX_DEPTH} reached`)
  cursor.position += 1

  const list: LenientValue[] = []
  if (cursor.skipBlanks() !== ']') {
    do {
      list.push(cursor.skipBlanks() === ',' ? null : readValue(cursor, depth))
    } while (skipArraySeparator(cursor) && cursor.skipBlanks() !== ']')
  }
  cursor.position += 1
  return list
}

/** True when a separator was there; false at the closing bracket, which stays unread. */
function skipArraySeparator(cursor: Cursor): boolean {
  const separator = cursor.skipBlanks()
  if (separator === ']') return false
  if (separator !== ',' && separator !== ';') cursor.fail("Expected a ',' or ']'")
  cursor.position += 1
  return true
}

/** A key keeps its spelling: `007` and `TRUE` are names here, not values. */
function readKey(cursor: Cursor): string {
  const first = cursor.skipBlanks()
  if (first === '{' || first === '[') {
    cursor.fail('A JSON Object can not directly nest another JSON Object or JSON Array.')
  }
  return isQuote(first) ? readQuoted(cursor) : readBare(cursor)
}

function skipAssignment(cursor: Cursor): void {
  const sign = cursor.skipBlanks()
  if (sign !== ':' && sign !== '=') cursor.fail("Expected a ':' after a key")
  cursor.position += 1
  if (sign === '=' && cursor.peek() === '>') cursor.position += 1
}

function readValue(cursor: Cursor, depth: number): LenientValue {
  const first = cursor.skipBlanks()
  if (first === '{') return readObject(cursor, depth + 1)
  if (first === '[') return readArray(cursor, depth + 1)
  return isQuote(first) ? readQuoted(cursor) : bareValue(readBare(cursor))
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'"
}

/** What a text in quotes may not hold as it is. */
const NOT_PLAIN = /[\\\n\r\0]/

function readQuoted(cursor: Cursor): string {
  const openedAt = cursor.position
  const quote = cursor.peek()
  cursor.position += 1
  const closedAt = cursor.text.indexOf(quote, cursor.position)
  const plain = closedAt < 0 ? undefined : cursor.text.slice(cursor.position, closedAt)
  if (plain !== undefined && !NOT_PLAIN.test(plain)) {
    cursor.position = closedAt + 1
    return plain
  }
  const asJson = quote === '"' ? readAsJson(cursor) : undefined
  if (asJson !== undefined) return asJson

  let value = ''
  let stretchFrom = cursor.position
  for (;;) {
    const character = cursor.peek()
    if (character === quote) {
      value += cursor.text.slice(stretchFrom, cursor.position)
      cursor.position += 1
      return value
    }
    if (character === '\\') {
      value += cursor.text.slice(stretchFrom, cursor.position) + readEscape(cursor)
      stretchFrom = cursor.position
    } else if (character === '' || character === '\n' || character === '\r') {
      cursor.fail('Unterminated string', openedAt)
    } else {
      cursor.position += 1
    }
  }
}

/** Reads a long text whose escapes are JSON's own as Node does, which is many times as fast; nothing where it is another. */
function readAsJson(cursor: Cursor): string | undefined {
  const { text, position } = cursor
  let end = position
  do {
    end = text.indexOf('"', end) + 1
    if (end === 0) return undefined
  } while (isEscaped(text, end - 1))
  if (end - position < LONG) return undefined
  try {
    const value = JSON.parse(text.slice(position - 1, end)) as string
    cursor.position = end
    return value
  } catch {
    return undefined
  }
}

/** From this length on it is worth a second look at what was refused. */
const LONG = 1000

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text[before] === '\\') before -= 1
  return (at - before) % 2 === 0
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
])

function readEscape(cursor: Cursor): string {
  const startedAt = cursor.position
  const letter = cursor.text.charAt(startedAt + 1)
  if (letter === 'u') {
    const digits = cursor.text.slice(startedAt + 2, startedAt + 6)
    if (digits.length < 4) cursor.fail('Substring bounds error')
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) cursor.fail('Illegal escape.')
    cursor.position += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }
  cursor.position += 2
  return escapes.get(letter) ?? cursor.fail('Illegal escape.', startedAt)
}

/** Where a word without quotes ends, besides control characters and the end of the text. */
const BARE_WORD_ENDS = ',:]}/\\"[{;=#'

function readBare(cursor: Cursor): string {
  const from = cursor.position
  let end = from
  for (;;) {
    const character = cursor.peek()
    if (character < ' ' || BARE_WORD_ENDS.includes(character)) break
    cursor.position += 1
    if (character !== ' ') end = cursor.position
  }
  if (end === from) cursor.fail('Missing value')
  return cursor.text.slice(from, end)
}

/** The text and how far it is read. */
class Cursor {
  readonly text: string
  position = 0

  constructor(text: string) {
    this.text = text
  }

  /** The next character, unread. A NUL ends the text like its real end does (`''`), as in org.json. */
  peek(): string {
    const character = this.text.charAt(this.position)
    return character === '\0' ? '' : character
  }

  /** Passes blanks and control characters; answers with the character behind them, unread. */
  skipBlanks(): string {
    for (;;) {
      const character = this.peek()
      if (character === '' || character > ' ') return character
      this.position += 1
    }
  }

  fail(message: string, at: number = this.position): never {
    throw new LenientSyntaxError(message, at)
  }
}

/** Carries a failure up to {@link parseLenient}; leaves this file as a plain result. */
class LenientSyntaxError extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
