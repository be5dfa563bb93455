/** An answer of the original as a regular expression: its text, with what differs at every run left open. */

const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b(TGT|ST|PT|PGT|PGTIOU|LR)-\d+-[A-Za-z0-9_.-]+/y, String.raw`$1-\d+-[\w.-]+`],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?/y, String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?`],
  [/\b1[789]\d{11}\b/y, String.raw`\d{13}`],
  [/\b1[789]\d{8}(?:\.\d+)?\b/y, String.raw`\d{10}(?:\.\d+)?`],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/y, '[0-9a-f-]{36}'],
]

/** @param base the original's own URL, which is another one in the emulator */
export function patternOf(text: string, base: string): string {
  const { host } = new URL(base)
  let pattern = ''
  for (let at = 0; at < text.length;) {
    if (text.startsWith(host, at)) {
      pattern += '[^/]+'
      at += host.length
      continue
    }
    const [taken, left] = volatileAt(text, at) ?? [text[at] ?? '', escapeRegExp(text[at] ?? '')]
    pattern += left
    at += taken.length
  }
  return pattern
}

function volatileAt(text: string, at: number): readonly [string, string] | undefined {
  for (const [token, left] of VOLATILE) {
    token.lastIndex = at
    const found = token.exec(text)
    if (found) return [found[0], left.replace('$1', found[1] ?? '')]
  }
  return undefined
}

export function isVolatile(text: string, base: string): boolean {
  return patternOf(text, base) !== escapeRegExp(text)
}

export function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
