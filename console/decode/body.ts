/** Bodies as people read them: JSON laid out, forms taken apart, JSON that stands in texts opened. */

/** Longer ones are shown as they came. */
const MOST = 1_000_000

/** Laid out; `undefined` where there is nothing to lay out. */
export function prettyOf(text: string): string | undefined {
  const value = jsonOf(text)
  return value === undefined ? undefined : laidOut(value)
}

/** With forms and JSON in texts opened (INPUT_DATA, `custom`); `undefined` where that shows no more than the text does. */
export function decodedOf(text: string, type: string): string | undefined {
  const json = jsonOf(text)
  if (json !== undefined) {
    const opened = open(json)
    return opened === json ? undefined : laidOut(opened)
  }
  if (!/form-urlencoded/i.test(type) && !LOOKS_LIKE_FORM.test(text)) return undefined
  const fields = formOf(text)
  return fields && laidOut(fields)
}

/** Parameters of a path, opened; `undefined` when there are none. */
export function decodedQueryOf(path: string): string | undefined {
  const at = path.indexOf('?')
  const fields = at < 0 ? undefined : formOf(path.slice(at + 1))
  return fields && laidOut(fields)
}

const LOOKS_LIKE_FORM = /^[\w.[\]-]+=[^\s<]*(?:&|$)/

function formOf(text: string): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const opened = open(value)
    fields[name] = name in fields ? [fields[name], opened].flat() : opened
  }
  return Object.keys(fields).length === 0 ? undefined : fields
}

/** The same value when there is nothing in it to open. */
function open(value: unknown): unknown {
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? jsonOf(value) : undefined
    return inner === undefined ? value : open(inner)
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, one]) => [name, one, open(one)] as const)
  if (members.every(([, before, after]) => before === after)) return value
  if (Array.isArray(value)) return members.map(([, , after]) => after)
  return Object.fromEntries(members.map(([name, , after]) => [name, after]))
}

function jsonOf(text: string): unknown {
  const start = text.trimStart().charAt(0)
  if ((start !== '{' && start !== '[') || text.length > MOST) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function laidOut(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
}
