/** An entry of the journal as a person reads it in a terminal: the reason of a refusal on a line of its own. */
import { styleText } from 'node:util'
import type { JournalEntry } from '../../kernel/journal/entry.ts'

/** Whether colours are wanted is known already. */
const NO_STREAM = { validateStream: false }

type Style = Parameters<typeof styleText>[0]

export function lineOf(entry: JournalEntry, isColoured: boolean): string {
  const paint = (style: Style, text: string): string =>
    isColoured ? styleText(style, text, NO_STREAM) : text
  const { at, request, response, operation, durationMs, reason, fault } = entry
  const { sign, style } = kindOf(entry)
  const parts = [
    paint('dim', at.slice(11, 23)),
    paint(style, `${sign} ${response.status === 0 ? 'cut' : response.status}`),
    paint('bold', request.method),
    printable(request.path),
    paint('dim', `${operation ?? 'no operation'} ${durationMs.toFixed(1)} ms`),
    ...(fault === undefined ? [] : [paint('yellow', `fault ${fault}`)]),
  ]
  if (!reason) return parts.join(' ')
  const why = `${paint(['red', 'bold'], reason.rule)} ${paint('red', printable(reason.message))} ${paint('dim', `(${reason.source})`)}`
  return `${parts.join(' ')}\n             ${why}`
}

function kindOf({ response: { status }, reason }: JournalEntry): { sign: string; style: Style } {
  if (status === 0 || status >= 500) return { sign: '!', style: 'yellow' }
  if (status >= 400 || reason) return { sign: '✕', style: 'red' }
  return status >= 300 ? { sign: '→', style: 'cyan' } : { sign: '✓', style: 'green' }
}

/** What a client sends must not move the cursor. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?')
}
