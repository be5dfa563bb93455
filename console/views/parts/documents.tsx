/** Words of the console, as the documents explain them, and where they say more. */
import type { ComponentChildren } from 'preact'
import { Evidence } from './status.tsx'
import { EVIDENCE } from './meanings.ts'

const REPOSITORY = 'https://github.com/pam-mock/pam-mock/blob/main/'

/** @param page such as `docs/rules.md#xtam`; it is loaded when somebody goes there, never by the console */
export function Docs({ page, children }: { page: string; children: ComponentChildren }) {
  return (
    <a href={REPOSITORY + page} rel="noreferrer">
      {children}
    </a>
  )
}

/** The name of an area, and what one finds there. */
export function Title({ id, name, children }: { id?: string; name: string; children: ComponentChildren }) {
  return (
    <header class="title">
      <h1 id={id}>{name}</h1>
      <p class="lead">{children}</p>
    </header>
  )
}

export function EvidenceWords() {
  return (
    <>
      {Object.entries(EVIDENCE).map(([evidence, means], at) => (
        <>
          {at > 0 && ', '}
          <Evidence evidence={evidence} /> {means}
        </>
      ))}
      .
    </>
  )
}
