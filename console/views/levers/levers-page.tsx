/** What a person may do to the emulator: move time, break things, go back, pull what the products have to pull. */
import type { ComponentType } from 'preact'
import { route } from '../../state/route.ts'
import { Docs, Title } from '../parts/documents.tsx'
import { SubNavigation } from '../parts/sub-navigation.tsx'
import { ActionsPage } from './actions.tsx'
import { ClockPage } from './clock.tsx'
import { FaultsPage } from './faults.tsx'
import { SettingsPage } from './settings.tsx'
import { SnapshotsPage } from './snapshots.tsx'
import { WorkspacesPage } from './workspaces.tsx'

const PLACES: readonly (readonly [path: string, name: string, page: ComponentType])[] = [
  ['clock', 'Clock', ClockPage],
  ['faults', 'Faults', FaultsPage],
  ['snapshots', 'Snapshots', SnapshotsPage],
  ['workspaces', 'Workspaces', WorkspacesPage],
  ['actions', 'Actions', ActionsPage],
  ['settings', 'Profiles and knobs', SettingsPage],
]

export function LeversPage() {
  const [place] = route.value.steps
  const [, , Page] = PLACES.find(([path]) => path === place) ?? PLACES[0]!
  return (
    <>
      <Title name="Levers">
        What a test can do to the emulator: move time, make something go wrong, go back, do what a person
        would at the product. <Docs page="docs/control-plane.md">The calls for it</Docs>
      </Title>
      <SubNavigation
        area="levers"
        label="Levers"
        places={PLACES.map(([path, name]) => [path, name] as const)}
      />
      <Page />
    </>
  )
}
