/** What went wrong, and that there is nothing. */
import type { ComponentChildren } from 'preact'

export function ProblemNote({ text }: { text: string | undefined }) {
  return (
    <div role="alert" class={text === undefined ? 'hidden' : 'problem'}>
      {text}
    </div>
  )
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>
}

export function Loading() {
  return <p class="nothing">Asking …</p>
}
