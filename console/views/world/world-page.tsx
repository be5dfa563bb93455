/** What the world holds: what one signs in with, its rows, and what has changed. */
import { route } from '../../state/route.ts'
import { Docs, Title } from '../parts/documents.tsx'
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
      <Title name="World">
        What the products start with here, and what has become of it: users, passwords, tokens, objects.{' '}
        <Docs page="docs/fixtures.md">A world of your own</Docs>
      </Title>
      <SubNavigation area="world" label="World" places={PLACES} />
      {place === 'state' ? <StatePage /> : place === 'difference' ? <DifferencePage /> : <HandlesPage />}
    </>
  )
}
