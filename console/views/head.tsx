/** What is looked at: the workspace, its time, and whether the emulator is there. */
import { SITE, connection, token } from '../client/session.ts'
import { health, workspace } from '../state/about.ts'
import { clock } from '../state/clock.ts'
import { to } from '../state/route.ts'
import { movedBy } from '../state/span.ts'
import { useResource } from './parts/use-resource.ts'
import type { WorkspaceView } from '../client/shapes.ts'

const SAID = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' } as const

export function Head() {
  const { data, reload } = useResource<{ workspaces: readonly WorkspaceView[] }>('workspaces', token.value)
  const all = data?.workspaces ?? []
  const current = workspace.value
  return (
    <header class="head">
      <p class="brand">
        <img src="console/icon.svg" alt="" width="20" height="20" /> pam-mock{' '}
        <small>{health.value?.version}</small>
      </p>
      <label class="workspace">
        Workspace
        <select
          value={current}
          onFocus={reload}
          onChange={(event) => visit(consoleOf(event.currentTarget.value, all))}
        >
          {[...new Set([current, ...all.map((one) => one.id)])].map((id) => (
            <option value={id}>{id}</option>
          ))}
        </select>
      </label>
      <ClockChip />
      <p class={`connection ${connection.value}`} role="status">
        <span aria-hidden="true">{connection.value === 'live' ? '●' : '○'}</span> {SAID[connection.value]}
      </p>
    </header>
  )
}

/** Where the rows of the journal tell another time than the machine's. */
function ClockChip() {
  const moved = clock.value && movedBy(clock.value)
  if (!moved) return null
  return (
    <a
      class="tag chip"
      href={to('levers/clock')}
      title="The clock of this workspace, from that of the machine"
    >
      <span class="unseen">Clock of this workspace: </span>
      {moved}
    </a>
  )
}

/** The console of another workspace is another page. */
function visit(address: string): void {
  location.href = address + location.hash.replace(/[?&]entry=\d+/, '')
}

/** Where the console of a workspace is. A port of a workspace's own leads to no other, so its console goes by their URLs. */
export function consoleOf(id: string, all: readonly WorkspaceView[]): string {
  const mount = /\/w\/[^/]+$/
  const isOwnPort = workspace.value !== 'default' && !mount.test(SITE)
  const found = isOwnPort ? all.find((one) => one.id === id) : undefined
  const control = found && (location.protocol === 'https:' ? found.https : found.urls)['control']
  return `${control ?? `${SITE.replace(mount, '')}${id === 'default' ? '' : `/w/${id}`}/__mock`}/`
}
