/** The page: where one is, what is shown there, and how the emulator is. */
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { asksForToken } from '../client/session.ts'
import { route, to } from '../state/route.ts'
import { JournalPage } from './journal/journal-page.tsx'
import { LeversPage } from './levers/levers-page.tsx'
import { OperationsPage } from './operations/operations-page.tsx'
import { Announcer } from './announcer.tsx'
import { Banner } from './banner.tsx'
import { Head } from './head.tsx'
import { TokenForm } from './token-form.tsx'
import { WorldPage } from './world/world-page.tsx'

const AREAS: Readonly<Record<string, { readonly name: string; readonly page: ComponentType }>> = {
  journal: { name: 'Journal', page: JournalPage },
  world: { name: 'World', page: WorldPage },
  levers: { name: 'Levers', page: LeversPage },
  operations: { name: 'Operations', page: OperationsPage },
}

export function App() {
  const { area } = route.value
  const { name, page: Page } = AREAS[area] ?? AREAS['journal']!
  useEffect(() => {
    document.title = `${name} – pam-mock`
  }, [name])
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        To the content
      </a>
      <Head />
      <nav class="areas" aria-label="Areas">
        {Object.entries(AREAS).map(([path, { name }]) => (
          <a href={to(path)} aria-current={AREAS[path]!.page === Page ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <Banner />
      <main id="main" tabIndex={-1}>
        {asksForToken.value ? <TokenForm /> : <Page />}
      </main>
      <Announcer />
    </>
  )
}

/** The address says what is shown, so a jump within the page must not change it. */
function skip(event: Event): void {
  event.preventDefault()
  document.querySelector('main')?.focus()
}
