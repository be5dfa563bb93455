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
  /** The row at a place, 0 on top. */
  readonly row: (at: number) => { readonly key: string; readonly content: ComponentChildren }
  /** The place that the keyboard is at, to be kept in sight. */
  readonly focused: number
  readonly onStep: (to: number) => void
}

/** Rows beyond the window's edges, so that scrolling finds them there. */
const SPARE = 8

export function VirtualList({ label, count, rowHeight, row, focused, onStep }: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)
  const before = useRef({ count, first: '' })

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    const added = count - before.current.count
    before.current.count = count
    if (element && added > 0 && element.scrollTop > rowHeight) element.scrollTop += added * rowHeight
  }, [count, rowHeight])

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
        {rows.map((at) => {
          const { key, content } = row(at)
          return (
            <li
              key={key}
              aria-posinset={at + 1}
              aria-setsize={count}
              style={{ transform: `translateY(${at * rowHeight}px)`, height: `${rowHeight}px` }}
            >
              {content}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
