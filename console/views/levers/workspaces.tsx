/** Worlds of their own. */
import { useState } from 'preact/hooks'
import { call } from '../../client/call.ts'
import type { WorkspaceView } from '../../client/shapes.ts'
import { workspace } from '../../state/about.ts'
import { consoleOf } from '../head.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { ProblemNote } from '../parts/messages.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { useResource } from '../parts/use-resource.ts'

export function WorkspacesPage() {
  const { data, problem, reload } = useResource<{ workspaces: readonly WorkspaceView[] }>('workspaces')
  const [id, setId] = useState('')
  const [from, setFrom] = useState('')
  const [isApart, setApart] = useState(false)
  const deed = useDeed()
  const create = async (event: Event): Promise<void> => {
    event.preventDefault()
    const wanted = { ...(id && { id }), ...(from && { from }), ...(isApart && { port: 0 }) }
    if (await deed.run(() => call('POST', 'workspaces', wanted))) {
      setId('')
      reload()
    }
  }
  const remove = async (one: string): Promise<void> => {
    if (await deed.run(() => call('DELETE', `workspaces/${one}`))) reload()
  }
  return (
    <section class="card" aria-labelledby="workspaces-title">
      <h2 id="workspaces-title">Workspaces</h2>
      <form class="inline" onSubmit={(event) => void create(event)}>
        <label>
          Id
          <input
            value={id}
            placeholder="any that is free"
            onInput={(event) => setId(event.currentTarget.value)}
          />
        </label>
        <label>
          Begins as
          <select value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
            <option value="">the fixtures</option>
            {data?.workspaces.map((one) => (
              <option value={one.id}>{one.id}, as it is now</option>
            ))}
          </select>
        </label>
        <label class="switch">
          <input
            type="checkbox"
            checked={isApart}
            onChange={(event) => setApart(event.currentTarget.checked)}
          />
          With a port of its own
        </label>
        <button type="submit" class="primary" disabled={deed.isBusy}>
          Create
        </button>
      </form>
      <ProblemNote text={problem ?? deed.problem} />
      <ul class="things">
        {data?.workspaces.map((one) => (
          <li key={one.id}>
            <div>
              <b>{one.id}</b> {one.id === workspace.value && <span class="tag">this one</span>}
              <ul class="urls">
                {Object.entries(one.urls).map(([name, url]) => (
                  <li key={name}>
                    {name} <code>{url}</code> <CopyButton text={url} what={`the ${name} URL of ${one.id}`} />
                  </li>
                ))}
              </ul>
            </div>
            <span class="deeds">
              {one.id !== workspace.value && (
                <a
                  class="button"
                  href={`${consoleOf(one.id, data.workspaces)}#/journal`}
                  aria-label={`Go to ${one.id}`}
                >
                  Go there
                </a>
              )}
              {one.id !== 'default' && one.id !== workspace.value && (
                <button
                  type="button"
                  class="danger"
                  aria-label={`Delete ${one.id}`}
                  onClick={() => void remove(one.id)}
                >
                  Delete
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
