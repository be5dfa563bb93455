/**
 * A long list of rows of one height, of which only those near the window are in the page. The newest stands on top; who has
 * scrolled down keeps reading the same rows while others come.
 */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface VirtualListProps {
  readonly label: string
  readonly count: number
  readonly rowHeight: number
  /** What stands at a place, 0 on top. */
  readonly keyAt: (at: number) => string
  readonly row: (at: number) => ComponentChildren
  /** The place that the keyboard is at, to be kept in sight. */
  readonly focused: number
  readonly onStep: (to: number) => void
  readonly onLeave: () => void
}

/** Rows beyond the window's edges, so that scrolling finds them there. */
const SPARE = 8

export function VirtualList({
  label,
  count,
  rowHeight,
  keyAt,
  row,
  focused,
  onStep,
  onLeave,
}: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)
  /** The row on top of the window. */
  const anchor = useRef({ at: 0, key: '' })

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const { at, key } = anchor.current
    let now = at
    while (now < count && keyAt(now) !== key) now++
    if (element.scrollTop > rowHeight && now < count) element.scrollTop += (now - at) * rowHeight
    const top = Math.min(Math.floor(element.scrollTop / rowHeight), Math.max(count - 1, 0))
    anchor.current = { at: top, key: count === 0 ? '' : keyAt(top) }
  })

  useLayoutEffect(() => {
    const element = box.current
    if (!element || focused < 0) return
    const [from, to] = [focused * rowHeight, (focused + 1) * rowHeight]
    if (from < element.scrollTop) element.scrollTop = from
    else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight
  }, [focused, rowHeight])

  const first = Math.max(Math.floor(top / rowHeight) - SPARE, 0)
  const last = Math.min(Math.ceil((top + height) / rowHeight) + SPARE, count)
  const rows = Array.from({ length: Math.max(last - first, 0) }, (_, at) => first + at)
  const step = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onLeave()
    const page = Math.max(Math.floor(height / rowHeight) - 1, 1)
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[
      event.key
    ]
    if (by === undefined || count === 0) return
    event.preventDefault()
    onStep(Math.min(Math.max(focused + by, 0), count - 1))
  }
  return (
    // It scrolls, so a keyboard must reach it.
    <div
      class="virtual"
      ref={box}
      tabIndex={0}
      role="region"
      aria-label={label}
      onKeyDown={step}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <ol style={{ height: `${count * rowHeight}px` }}>
        {rows.map((at) => (
          <li
            key={keyAt(at)}
            aria-posinset={at + 1}
            aria-setsize={count}
            style={{ transform: `translateY(${at * rowHeight}px)`, height: `${rowHeight}px` }}
          >
            {row(at)}
          </li>
        ))}
      </ol>
    </div>
  )
}
