/** The parts of laid-out JSON, for colours. */
export interface Piece {
  readonly kind: 'name' | 'text' | 'number' | 'word' | 'plain'
  readonly text: string
}

/** More would be slower to colour than to read. */
const MOST = 100_000
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g

export function piecesOf(text: string): Piece[] {
  if (text.length > MOST) return [{ kind: 'plain', text }]
  const pieces: Piece[] = []
  let from = 0
  for (const found of text.matchAll(TOKEN)) {
    const [all, quoted, colon] = found
    if (found.index > from) pieces.push({ kind: 'plain', text: text.slice(from, found.index) })
    if (quoted === undefined) pieces.push({ kind: /\d/.test(all) ? 'number' : 'word', text: all })
    else {
      pieces.push({ kind: colon === undefined ? 'text' : 'name', text: quoted })
      if (colon !== undefined) pieces.push({ kind: 'plain', text: colon })
    }
    from = found.index + all.length
  }
  pieces.push({ kind: 'plain', text: text.slice(from) })
  return pieces
}
