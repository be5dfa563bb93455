/** A text of a machine, coloured where it is JSON. */
import { useMemo } from 'preact/hooks'
import { piecesOf } from '../../decode/highlight.ts'

export function Code({ text, label, isJson = false }: { text: string; label: string; isJson?: boolean }) {
  const pieces = useMemo(() => (isJson ? piecesOf(text) : undefined), [text, isJson])
  return (
    // It scrolls, so a keyboard must reach it.
    <pre class="code" tabIndex={0} role="region" aria-label={label}>
      <code>
        {pieces
          ? pieces.map(({ kind, text }) =>
              kind === 'plain' ? text : <span class={`j-${kind}`}>{text}</span>,
            )
          : text}
      </code>
    </pre>
  )
}
