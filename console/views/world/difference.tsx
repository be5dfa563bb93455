/** What differs from the fixtures, or from a snapshot. */
import { query } from '../../client/call.ts'
import type { StateChange } from '../../client/shapes.ts'
import { pulse } from '../../state/journal.ts'
import { go, route, to, withQuery } from '../../state/route.ts'
import { Code } from '../parts/code.tsx'
import { Loading, Nothing, ProblemNote } from '../parts/messages.tsx'
import { Surface } from '../parts/status.tsx'
import { useResource } from '../parts/use-resource.ts'

const SIGNS = { added: '+', changed: '~', removed: '−' } as const

export function DifferencePage() {
  const { query: asked } = route.value
  const [from, isAll] = [asked.get('from') ?? '', asked.get('bookkeeping') === 'true']
  const snapshots = useResource<{ snapshots: readonly string[] }>('snapshots')
  const path = `state/diff${query({ from, bookkeeping: isAll || undefined })}`
  const { data, problem } = useResource<{ changes: readonly StateChange[] }>(path, pulse.value)
  return (
    <section aria-labelledby="difference-title">
      <h2 id="difference-title">Difference</h2>
      <div class="filters">
        <label>
          Compared with
          <select value={from} onChange={(event) => go(withQuery({ from: event.currentTarget.value }), true)}>
            <option value="">the fixtures</option>
            {snapshots.data?.snapshots.map((name) => (
              <option value={name}>snapshot {name}</option>
            ))}
          </select>
        </label>
        <label class="switch">
          <input
            type="checkbox"
            checked={isAll}
            onChange={(event) =>
              go(withQuery({ bookkeeping: event.currentTarget.checked ? 'true' : '' }), true)
            }
          />
          With sessions, trails and counters
        </label>
      </div>
      <ProblemNote text={problem} />
      {!data && problem === undefined && <Loading />}
      {data?.changes.length === 0 && <Nothing>Nothing has changed.</Nothing>}
      {data?.changes.map((one) => (
        <Change key={`${one.surface}/${one.table}/${one.key}`} change={one} />
      ))}
    </section>
  )
}

function Change({ change: { surface, table, key, change, before, after } }: { change: StateChange }) {
  const members = membersOf(before, after)
  return (
    <article class="card change">
      <h3>
        <span class={`sign ${change}`}>
          {SIGNS[change]} {change}
        </span>{' '}
        <Surface name={surface} />{' '}
        <a href={to(`world/state/${surface}/${table}`, { search: key, row: key })}>{`${table} ${key}`}</a>
      </h3>
      {change === 'changed' ? (
        <table>
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">Before</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {members.map(([name, was, is]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <code>{JSON.stringify(was) ?? 'none'}</code>
                </td>
                <td>
                  <code>{JSON.stringify(is) ?? 'none'}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Code text={JSON.stringify(before ?? after, undefined, 2)} label={`${table} ${key}`} isJson />
      )}
    </article>
  )
}

function membersOf(before: unknown, after: unknown): (readonly [string, unknown, unknown])[] {
  const [was, is] = [before, after] as readonly Readonly<Record<string, unknown>>[]
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])
  return Array.from(names, (name) => [name, was?.[name], is?.[name]] as const).filter(
    ([, one, other]) => JSON.stringify(one) !== JSON.stringify(other),
  )
}
