/** The console: starts what listens, and draws the page. */
import { render } from 'preact'
import { startAbout } from './state/about.ts'
import { startClock } from './state/clock.ts'
import { startJournal } from './state/journal.ts'
import { App } from './views/app.tsx'

startAbout()
startClock()
startJournal(new AbortController().signal)
render(<App />, document.body)
