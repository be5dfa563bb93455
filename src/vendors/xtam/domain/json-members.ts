/** The members of a JSON object as they stand in its text, so that some can be cut out and the rest stays as it is. */

export interface Member {
  readonly name: string
  /** Where it begins (at its name's quote) and ends (after its value). */
  readonly start: number
  readonly end: number
  readonly valueStart: number
}

const TAB = 9
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const BLANK = 32
const QUOTE = 34
const COMMA = 44
const BRACKET = 91
const BACKSLASH = 92
const CLOSING_BRACKET = 93
const BRACE = 123
const CLOSING_BRACE = 125

/** Most levels that JSON may be nested: what Jackson takes by default. Parsing what is deeper takes seconds. */
const DEEPEST = 1000

/** Whether a text is nested deeper than is taken, be it JSON or not. */
export function isTooDeep(text: string): boolean {
  if (text.length <= DEEPEST) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = stringEnd(text, at) - 1
    else if (code === BRACE || code === BRACKET) {
      if (++depth > DEEPEST) return true
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) depth--
  }
  return false
}

/** The outermost members of a text that is known to be a JSON object, in their order; a name may come twice. */
export function membersOf(text: string): Member[] {
  const members: Member[] = []
  let at = skipBlanks(text, text.indexOf('{') + 1)
  while (text.charCodeAt(at) === QUOTE) {
    const nameEnd = stringEnd(text, at)
    const valueStart = skipBlanks(text, text.indexOf(':', nameEnd) + 1)
    const end = valueEnd(text, valueStart)
    members.push({ name: readString(text.slice(at, nameEnd)), start: at, end, valueStart })
    at = skipBlanks(text, end)
    if (text.charCodeAt(at) === COMMA) at = skipBlanks(text, at + 1)
  }
  return members
}

/** The text without some of its members; with each goes the comma that set it apart. */
export function cutMembers(text: string, isCut: (name: string) => boolean): string {
  const members = membersOf(text)
  const [first] = members
  const last = members.at(-1)
  if (!first || !last || !members.some(({ name }) => isCut(name))) return text
  let inner = ''
  let before: Member | undefined
  for (const member of members) {
    if (!isCut(member.name)) {
      // What stands between a member and the one before it: a comma and blanks.
      if (inner !== '' && before) inner += text.slice(before.end, member.start)
      inner += text.slice(member.start, member.end)
    }
    before = member
  }
  return text.slice(0, first.start) + inner + text.slice(last.end)
}

/** The text with another value, given as JSON, for the members that `valueOf` gives one for. */
export function replaceValues(text: string, valueOf: (name: string) => string | undefined): string {
  let result = ''
  let copied = 0
  for (const { name, valueStart, end } of membersOf(text)) {
    const value = valueOf(name)
    if (value === undefined) continue
    result += text.slice(copied, valueStart) + value
    copied = end
  }
  return result + text.slice(copied)
}

/** The text with members, each written as `"name":value`, put behind its own. */
export function appendMembers(text: string, members: readonly string[]): string {
  const last = membersOf(text).at(-1)
  const at = last ? last.end : text.indexOf('{') + 1
  return `${text.slice(0, at)}${last ? ',' : ''}${members.join(',')}${text.slice(at)}`
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (isBlank(text.charCodeAt(at))) at++
  return at
}

function isBlank(code: number): boolean {
  return code === BLANK || code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN
}

/** What a JSON string says; most hold no escape. */
function readString(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
}

/** Just after the closing quote of the string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    // An even number of them escape each other.
    if ((quote - before) % 2 === 1) return quote + 1
  }
  return text.length
}

function valueEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = stringEnd(text, at) - 1
        if (depth === 0) return at + 1
        break
      case BRACE:
      case BRACKET:
        depth++
        break
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
        if (depth === 0) return at
        if (--depth === 0) return at + 1
        break
      case COMMA:
      case BLANK:
      case TAB:
      case LINE_FEED:
      case CARRIAGE_RETURN:
        if (depth === 0) return at
    }
  }
  return text.length
}
