/** The rows of a table, a page at a time. */
import { useState } from 'preact/hooks'
import { query } from '../../client/call.ts'
import type { RowPage } from '../../client/shapes.ts'
import { pulse } from '../../state/journal.ts'
import { go, route, to, withQuery } from '../../state/route.ts'
import { Loading, Nothing, ProblemNote } from '../parts/messages.tsx'
import { useResource } from '../parts/use-resource.ts'
import { RowEditor } from './row-editor.tsx'

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>

const PER_PAGE = 50

export function StatePage() {
  const { data, problem, reload } = useResource<{ surfaces: Counts }>('state', pulse.value)
  const [, surface, table] = route.value.steps
  const chosen = surface !== undefined && table !== undefined
  return (
    <section aria-labelledby="state-title" class="state">
      <h2 id="state-title">State</h2>
      <ProblemNote text={problem} />
      {!data && problem === undefined && <Loading />}
      <div class={`columns ${chosen ? 'with-table' : ''}`}>
        {data && <Tables counts={data.surfaces} surface={surface} table={table} />}
        {chosen ? (
          <Rows key={`${surface}/${table}`} surface={surface} table={table} onChange={reload} />
        ) : (
          <Nothing>Choose a table.</Nothing>
        )}
      </div>
    </section>
  )
}

function Tables({
  counts,
  surface,
  table,
}: {
  counts: Counts
  surface: string | undefined
  table: string | undefined
}) {
  return (
    <nav class="tables" aria-label="Tables">
      {Object.entries(counts).map(([name, tables]) => (
        <section key={name}>
          <h3>{name}</h3>
          <ul>
            {Object.entries(tables).map(([one, count]) => (
              <li key={one}>
                <a
                  href={to(`world/state/${name}/${one}`)}
                  aria-current={name === surface && one === table ? 'page' : undefined}
                >
                  <span>{one}</span> <span class={count === 0 ? 'number zero' : 'number'}>{count}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function Rows({ surface, table, onChange }: { surface: string; table: string; onChange: () => void }) {
  const { query: asked } = route.value
  const [search, from, key] = [asked.get('search') ?? '', Number(asked.get('from') ?? 0), asked.get('row')]
  const path = `state/${surface}/${table}${query({ search, from, limit: PER_PAGE })}`
  const { data, problem, reload } = useResource<RowPage>(path, pulse.value)
  const [before, goBackTo] = useState<readonly number[]>([])
  const turn = (to: number): void =>
    go(withQuery({ from: to === 0 ? undefined : String(to), row: undefined }))
  return (
    <section class="rows" aria-labelledby="rows-title">
      <a class="button small all-tables" href={to('world/state')}>
        All tables
      </a>
      <h3 id="rows-title">
        {surface} {table} {data && <small>{data.total} rows</small>}
      </h3>
      <label class="search">
        Search in keys and rows
        <input
          type="search"
          value={search}
          onInput={(event) =>
            go(withQuery({ search: event.currentTarget.value, from: undefined, row: undefined }), true)
          }
        />
      </label>
      <ProblemNote text={problem} />
      {!data && problem === undefined && <Loading />}
      {data?.rows.length === 0 && (
        <Nothing>{data.next === null ? 'No row.' : 'None so far; search on below.'}</Nothing>
      )}
      <ul class="row-list">
        {data?.rows.map(({ key: one, row }) => (
          <li key={one}>
            {one === key ? (
              <RowEditor
                surface={surface}
                table={table}
                rowKey={one}
                row={row}
                onDone={() => {
                  reload()
                  onChange()
                  go(withQuery({ row: undefined }), true)
                }}
              />
            ) : (
              <a href={withQuery({ row: one })} class="row-line">
                <b>{one}</b> <code>{JSON.stringify(row)}</code>
              </a>
            )}
          </li>
        ))}
      </ul>
      <p class="paging">
        <button
          type="button"
          disabled={from === 0}
          onClick={() => {
            turn(before.at(-1) ?? 0)
            goBackTo(before.slice(0, -1))
          }}
        >
          Back
        </button>
        <button
          type="button"
          disabled={!data || data.next === null}
          onClick={() => {
            goBackTo([...before, from])
            turn(data!.next!)
          }}
        >
          {search === '' ? 'Next' : 'Search on'}
        </button>
      </p>
    </section>
  )
}
