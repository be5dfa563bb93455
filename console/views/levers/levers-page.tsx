/** What a person may do to the emulator: move time, break things, go back, pull what the products have to pull. */
import type { ComponentType } from 'preact'
import { route } from '../../state/route.ts'
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
      <h1>Levers</h1>
      <SubNavigation
        area="levers"
        label="Levers"
        places={PLACES.map(([path, name]) => [path, name] as const)}
      />
      <Page />
    </>
  )
}
