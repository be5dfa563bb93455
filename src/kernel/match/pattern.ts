/** Holds texts against a pattern in which `*` stands for any run of characters, in time linear for each star. */
export function patternOf(pattern: string): (text: string) => boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  return (text) => {
    if (tail === undefined) return text === head
    if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length)
      return false
    let from = head.length
    for (const piece of rest) {
      const at = text.indexOf(piece, from)
      if (at < 0 || at + piece.length > text.length - tail.length) return false
      from = at + piece.length
    }
    return true
  }
}

/** The same for paths: a pattern without `?` is held against the path alone. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const fits = patternOf(pattern)
  return (path) => fits(comparedPath(pattern, path))
}

/** What of a path, with its query, a pattern is held against. */
export function comparedPath(pattern: string, path: string): string {
  return pattern.includes('?') ? path : path.split('?', 1)[0]!
}
