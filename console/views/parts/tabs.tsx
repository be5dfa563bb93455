/** Views of one thing, of which one is shown; arrow keys go from one to the next. */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

export interface Tab {
  readonly name: string
  readonly content: () => ComponentChildren
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [wanted, want] = useState('')
  const id = useId()
  const at = Math.max(
    tabs.findIndex(({ name }) => name === wanted),
    0,
  )
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    const next = (at + by + tabs.length) % tabs.length
    want(tabs[next]!.name)
    ;(event.currentTarget as HTMLElement).querySelectorAll('button')[next]?.focus()
  }
  if (tabs.length === 0) return null
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} onKeyDown={step}>
        {tabs.map(({ name }, index) => (
          <button
            type="button"
            role="tab"
            id={`${id}-${index}`}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => want(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${at}`}>
        {tabs[at]!.content()}
      </div>
    </div>
  )
}
