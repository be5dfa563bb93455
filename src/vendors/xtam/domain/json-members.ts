/** The members of a JSON object as they stand in its text, so that some can be cut out and the rest stays as it is. */

export interface Member {
  readonly name: string
  /** Where it begins (at its name's quote) and ends (after its value). */
  readonly start: number
  readonly end: number
  readonly valueStart: number
}

/** The outermost members of a text that is known to be a JSON object, in their order; a name may come twice. */
export function membersOf(text: string): Member[] {
  const members: Member[] = []
  let at = skipBlanks(text, text.indexOf('{') + 1)
  while (text[at] === '"') {
    const nameEnd = stringEnd(text, at)
    const valueStart = skipBlanks(text, text.indexOf(':', nameEnd) + 1)
    const end = valueEnd(text, valueStart)
    members.push({ name: JSON.parse(text.slice(at, nameEnd)) as string, start: at, end, valueStart })
    at = skipBlanks(text, end)
    if (text[at] === ',') at = skipBlanks(text, at + 1)
  }
  return members
}

/** The text without some of its members; with each goes the comma that set it apart. */
export function cutMembers(text: string, isCut: (name: string) => boolean): string {
  const members = membersOf(text)
  const kept = members.filter(({ name }) => !isCut(name))
  const [first] = members
  const last = members.at(-1)
  if (!first || !last || kept.length === members.length) return text
  let inner = ''
  for (const member of kept) {
    const before = members[members.indexOf(member) - 1]
    // What stands between a member and the one before it: a comma and blanks.
    if (inner !== '' && before) inner += text.slice(before.end, member.start)
    inner += text.slice(member.start, member.end)
  }
  return text.slice(0, first.start) + inner + text.slice(last.end)
}

/** The text with another value, given as JSON, for some of its members. */
export function replaceValues(text: string, isReplaced: (name: string) => boolean, value: string): string {
  let result = ''
  let copied = 0
  for (const { name, valueStart, end } of membersOf(text)) {
    if (!isReplaced(name)) continue
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
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++
  return at
}

/** Just after the closing quote of the string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function valueEnd(text: string, from: number): number {
  if (text[from] === '"') return stringEnd(text, from)
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') at = stringEnd(text, at) - 1
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') {
      if (depth === 0) return at
      if (--depth === 0) return at + 1
    } else if (depth === 0 && ', \t\r\n'.includes(character)) return at
  }
  return text.length
}
