/** Copies a text, and says so. */
import { useState } from 'preact/hooks'

export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Pages of plain http under a name other than localhost may not.
    return false
  }
}

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, say] = useState('')
  const copy = async (): Promise<void> => {
    say((await copied(text)) ? 'Copied' : 'Not allowed')
    setTimeout(() => say(''), 2000)
  }
  return (
    <button type="button" class="small" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      <span aria-live="polite">{said || 'Copy'}</span>
    </button>
  )
}
