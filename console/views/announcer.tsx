/** Tells a screen reader of new requests, not of each one. */
import { useEffect, useState } from 'preact/hooks'
import { arrivedCount, arrivedRefused } from '../state/journal.ts'

const EVERY_MS = 4000

export function Announcer() {
  const [said, say] = useState('')
  useEffect(() => {
    let told = { count: 0, refused: 0 }
    const tell = (): void => {
      const now = { count: arrivedCount.peek(), refused: arrivedRefused.peek() }
      const count = now.count - told.count
      if (count > 0)
        say(`${count} new ${count === 1 ? 'request' : 'requests'}, ${now.refused - told.refused} refused`)
      told = now
    }
    const timer = setInterval(tell, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p class="unseen" aria-live="polite">
      {said}
    </p>
  )
}
