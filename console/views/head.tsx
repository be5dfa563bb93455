/** What is looked at: the workspace, its time, and whether the emulator is there. */
import { SITE, connection, token } from '../client/session.ts'
import { health, workspace } from '../state/about.ts'
import { useResource } from './parts/use-resource.ts'
import type { WorkspaceView } from '../client/shapes.ts'

const SAID = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' } as const

export function Head() {
  const { data, reload } = useResource<{ workspaces: readonly WorkspaceView[] }>('workspaces', token.value)
  const all = data?.workspaces.map(({ id }) => id) ?? []
  const current = workspace.value
  return (
    <header class="head">
      <p class="brand">
        <img src="console/icon.svg" alt="" width="20" height="20" /> pam-mock{' '}
        <small>{health.value?.version}</small>
      </p>
      <label class="workspace">
        Workspace
        <select value={current} onFocus={reload} onChange={(event) => visit(event.currentTarget.value)}>
          {[...new Set([current, ...all])].map((id) => (
            <option value={id}>{id}</option>
          ))}
        </select>
      </label>
      <p class={`connection ${connection.value}`} role="status">
        <span aria-hidden="true">{connection.value === 'live' ? '●' : '○'}</span> {SAID[connection.value]}
      </p>
    </header>
  )
}

/** The console of another workspace is another page. */
export function visit(id: string): void {
  location.href = `${consoleOf(id)}${location.hash.replace(/[?&]entry=\d+/, '')}`
}

export function consoleOf(id: string): string {
  const server = SITE.replace(/\/w\/[^/]+$/, '')
  return `${server}${id === 'default' ? '' : `/w/${id}`}/__mock/`
}
