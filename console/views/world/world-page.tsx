/** What the world holds: what one signs in with, its rows, and what has changed. */
import { route } from '../../state/route.ts'
import { SubNavigation } from '../parts/sub-navigation.tsx'
import { DifferencePage } from './difference.tsx'
import { HandlesPage } from './handles.tsx'
import { StatePage } from './state-page.tsx'

const PLACES = [
  ['handles', 'Credentials and ids'],
  ['state', 'State'],
  ['difference', 'Difference'],
] as const

export function WorldPage() {
  const [place = 'handles'] = route.value.steps
  return (
    <>
      <h1>World</h1>
      <SubNavigation area="world" label="World" places={PLACES} />
      {place === 'state' ? <StatePage /> : place === 'difference' ? <DifferencePage /> : <HandlesPage />}
    </>
  )
}
