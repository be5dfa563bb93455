/** Passwords, tokens and ids, each with the line that uses it. */
import { useState } from 'preact/hooks'
import type { ShownHandle } from '../../client/shapes.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Loading, Nothing, ProblemNote } from '../parts/messages.tsx'
import { Surface } from '../parts/status.tsx'
import { useResource } from '../parts/use-resource.ts'

export function HandlesPage() {
  const { data, problem } = useResource<{ handles: readonly ShownHandle[] }>('handles')
  const [search, find] = useState('')
  const wanted = search.toLowerCase()
  const found = data?.handles.filter((one) =>
    [one.surface, one.kind, one.name, one.value].some((word) => word.toLowerCase().includes(wanted)),
  )
  return (
    <section aria-labelledby="handles-title">
      <h2 id="handles-title">Credentials and ids</h2>
      <p class="lead">
        What a test reaches for by name. All of it is fake, unless you have started from fixtures of your own.
      </p>
      <label class="search">
        Search
        <input type="search" value={search} onInput={(event) => find(event.currentTarget.value)} />
      </label>
      <ProblemNote text={problem} />
      {!found && problem === undefined && <Loading />}
      {found?.length === 0 && <Nothing>Nothing is called so.</Nothing>}
      {found &&
        groupsOf(found).map(([title, handles]) => <Group key={title} title={title} handles={handles} />)}
    </section>
  )
}

function Group({ title, handles }: { title: string; handles: readonly ShownHandle[] }) {
  const [first] = handles
  return (
    <section class="card" aria-label={title}>
      <h3>
        <Surface name={first!.surface} /> {first!.kind}
      </h3>
      <div class="scroll" tabIndex={0} role="region" aria-label={`${title}, table`}>
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">Line for a shell</th>
            </tr>
          </thead>
          <tbody>
            {handles.map(({ name, value, curl }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <code>{value}</code> <CopyButton text={value} what={`${first!.kind} ${name}`} />
                </td>
                <td>
                  {curl !== undefined && (
                    <>
                      <code class="line">{curl}</code>{' '}
                      <CopyButton text={curl} what={`the line for ${name}`} />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function groupsOf(handles: readonly ShownHandle[]): [string, ShownHandle[]][] {
  const groups = new Map<string, ShownHandle[]>()
  for (const handle of handles) {
    const title = `${handle.surface} ${handle.kind}`
    groups.set(title, [...(groups.get(title) ?? []), handle])
  }
  return [...groups]
}
