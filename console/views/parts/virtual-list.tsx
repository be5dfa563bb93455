/**
 * A long list of rows of one height, some of them below a heading, of which only those near the window are in the page. The newest stands on top; who has
 * scrolled down keeps reading the same rows while others come.
 */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'

export interface VirtualListProps {
  readonly label: string
  readonly count: number
  readonly rowHeight: number
  /** What stands at a place, 0 on top. */
  readonly keyAt: (at: number) => string
  readonly row: (at: number) => ComponentChildren
  /** What stands above the rows at these places. */
  readonly headings: ReadonlyMap<number, string>
  /** The place that the keyboard is at, to be kept in sight. */
  readonly focused: number
  readonly onStep: (to: number) => void
  readonly onLeave: () => void
}

/** Rows beyond the window's edges, so that scrolling finds them there. */
const SPARE = 8
const HEADING_HEIGHT = 26

export function VirtualList({
  label,
  count,
  rowHeight,
  keyAt,
  row,
  headings,
  focused,
  onStep,
  onLeave,
}: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)
  /** The row on top of the window. */
  const anchor = useRef({ at: 0, key: '', y: 0 })
  /** Where each row begins, and behind them where the last one ends. */
  const tops = useMemo(() => {
    const all = [0]
    for (let at = 0; at < count; at++)
      all.push(all[at]! + rowHeight + (headings.has(at) ? HEADING_HEIGHT : 0))
    return all
  }, [count, rowHeight, headings])
  const placeAt = (y: number): number =>
    Math.min(
      Math.max(
        tops.findLastIndex((top) => top <= y),
        0,
      ),
      Math.max(count - 1, 0),
    )

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
    const { at, key, y } = anchor.current
    let now = at
    while (now < count && keyAt(now) !== key) now++
    if (element.scrollTop > rowHeight && now < count) element.scrollTop += tops[now]! - y
    const top = placeAt(element.scrollTop)
    anchor.current = { at: top, key: count === 0 ? '' : keyAt(top), y: tops[top]! }
  })

  useLayoutEffect(() => {
    const element = box.current
    if (!element || focused < 0) return
    const [from, to] = [tops[focused] ?? 0, tops[focused + 1] ?? 0]
    if (from < element.scrollTop) element.scrollTop = from
    else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight
  }, [focused, rowHeight])

  const first = Math.max(placeAt(top) - SPARE, 0)
  const last = Math.min(placeAt(top + height) + 1 + SPARE, count)
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
      <ol style={{ height: `${tops[count]}px` }}>
        {rows.map((at) => (
          <li
            key={keyAt(at)}
            aria-posinset={at + 1}
            aria-setsize={count}
            style={{ transform: `translateY(${tops[at]}px)`, height: `${tops[at + 1]! - tops[at]!}px` }}
          >
            {headings.has(at) && (
              <p class="heading" style={{ height: `${HEADING_HEIGHT}px` }}>
                {headings.get(at)}
              </p>
            )}
            {row(at)}
          </li>
        ))}
      </ol>
    </div>
  )
}
