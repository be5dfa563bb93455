/** Statuses and evidence; a sign or a word tells them, colour only repeats it. */
import { EVIDENCE, MEANS } from './meanings.ts'

const SIGNS = { good: '✓', moved: '→', refused: '✕', broken: '!', cut: '⌁' } as const

export function kindOf(status: number, isRefused = false): keyof typeof SIGNS {
  if (status === 0) return 'cut'
  if (status >= 500) return 'broken'
  if (status >= 400 || isRefused) return 'refused'
  return status >= 300 ? 'moved' : 'good'
}

export function Status({ status, isRefused = false }: { status: number; isRefused?: boolean }) {
  const kind = kindOf(status, isRefused)
  return (
    <span class={`status ${kind}`}>
      <span aria-hidden="true">{SIGNS[kind]}</span> {status === 0 ? 'cut' : status}
    </span>
  )
}

export function Evidence({ evidence }: { evidence: string | undefined }) {
  if (evidence === undefined) return null
  return (
    <span class={`evidence ${evidence}`} title={`${evidence}: ${EVIDENCE[evidence] ?? ''}`}>
      {evidence}
    </span>
  )
}

export function Surface({ name }: { name: string | null }) {
  return (
    <span class={`surface ${name ?? 'none'}`} title={MEANS.surface}>
      {name ?? 'none'}
    </span>
  )
}
