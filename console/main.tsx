/** The console: starts what listens, and draws the page. */
import { render } from 'preact'
import { startAbout } from './state/about.ts'
import { startJournal } from './state/journal.ts'
import { App } from './views/app.tsx'

startAbout()
startJournal(new AbortController().signal)
render(<App />, document.body)
