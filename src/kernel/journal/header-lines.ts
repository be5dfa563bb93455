/** Headers as they stand on the wire: names and values by turns, in their order and letters. */

/** Of these Node takes the first where a client sends several. */
const ONCE: ReadonlySet<string> = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
])

/** By their names in lower case. Several of one name are joined in a request as Node joins them, and listed in an answer. */
export function headersOf(
  lines: readonly string[],
  of: 'request' | 'answer',
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (let at = 0; at < lines.length; at += 2) {
    const name = lines[at]!.toLowerCase()
    const value = lines[at + 1]!
    const before = headers[name]
    if (before === undefined) headers[name] = value
    else if (of === 'answer' || name === 'set-cookie') headers[name] = [before, value].flat()
    else if (!ONCE.has(name)) headers[name] = `${String(before)}${name === 'cookie' ? '; ' : ', '}${value}`
  }
  return headers
}

/** Names and values by turns. */
export function linesOf(headers: Readonly<Record<string, unknown>>): string[] {
  const lines: string[] = []
  for (const [name, value] of Object.entries(headers))
    for (const one of Array.isArray(value) ? value : [value]) lines.push(name, String(one))
  return lines
}

/** The same, where a value may stand for several lines. */
export function oneToALine(headers: readonly (string | readonly string[])[]): readonly string[] {
  if (headers.every((part) => typeof part === 'string')) return headers
  const lines: string[] = []
  for (let at = 0; at < headers.length; at += 2)
    for (const value of [headers[at + 1]!].flat()) lines.push(headers[at] as string, value)
  return lines
}
