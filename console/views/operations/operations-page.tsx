/** Every operation that is emulated, with what it rests on. */
import { useMemo } from 'preact/hooks'
import type { ListedOperation } from '../../client/shapes.ts'
import { surfaces } from '../../state/about.ts'
import { go, route, to, withQuery } from '../../state/route.ts'
import { Docs, EvidenceWords, Title } from '../parts/documents.tsx'
import { MEANS } from '../parts/meanings.ts'
import { Loading, Nothing, ProblemNote } from '../parts/messages.tsx'
import { Evidence, Surface } from '../parts/status.tsx'
import { useResource } from '../parts/use-resource.ts'
import { OperationView } from './operation.tsx'

/** More are found by a better search. */
const MOST_SHOWN = 200

export function OperationsPage() {
  const { steps, query } = route.value
  const [id] = steps
  const { data, problem } = useResource<{ operations: readonly ListedOperation[] }>('coverage')
  const [text, surface, evidence] = ['text', 'surface', 'evidence'].map((name) => query.get(name) ?? '')
  const operations = useMemo(() => byId(data?.operations ?? []), [data])
  const found = [...operations].filter(
    ([name, [first, ...others]]) =>
      (!surface || name.startsWith(`${surface}.`)) &&
      (!evidence || first!.evidence === evidence) &&
      fits(text!, [
        name,
        first!.summary,
        first!.source,
        ...[first!, ...others].map((one) => `${one.method} ${one.path}`),
      ]),
  )
  const chosen = id === undefined ? undefined : operations.get(id)
  const set = (change: Record<string, string>): void => go(withQuery(change), true)
  return (
    <div class={`operations ${id === undefined ? '' : 'with-entry'}`}>
      <Title id="operations-title" name="Operations">
        What a client can ask of the products, and what that rests on: <EvidenceWords />{' '}
        <Docs page="docs/coverage.md">Coverage</Docs>
      </Title>
      <section class="list" aria-labelledby="operations-title">
        <form
          class="filters"
          role="search"
          aria-label="Filter the operations"
          onSubmit={(event) => event.preventDefault()}
        >
          <label>
            Search
            <input type="search" value={text} onInput={(event) => set({ text: event.currentTarget.value })} />
          </label>
          <label>
            Surface
            <select
              value={surface}
              title={MEANS.surface}
              onChange={(event) => set({ surface: event.currentTarget.value })}
            >
              <option value="">any</option>
              {surfaces.value.map((one) => (
                <option value={one}>{one}</option>
              ))}
            </select>
          </label>
          <label>
            Evidence
            <select
              value={evidence}
              title={MEANS.evidence}
              onChange={(event) => set({ evidence: event.currentTarget.value })}
            >
              <option value="">any</option>
              {['documented', 'client', 'inferred'].map((one) => (
                <option value={one}>{one}</option>
              ))}
            </select>
          </label>
          <span class="count">
            {found.length === operations.size ? found.length : `${found.length} of ${operations.size}`}{' '}
            operations
          </span>
        </form>
        <ProblemNote text={problem} />
        {!data && problem === undefined && <Loading />}
        {data && found.length === 0 && <Nothing>No operation fits.</Nothing>}
        <ul class="operation-list">
          {found.slice(0, MOST_SHOWN).map(([name, [first]]) => (
            <li key={name}>
              <a
                href={to(`operations/${encodeURIComponent(name)}`, Object.fromEntries(query))}
                aria-current={name === id ? 'true' : undefined}
              >
                <span>
                  <Surface name={name.split('.')[0]!} /> <b>{name}</b> <Evidence evidence={first!.evidence} />
                </span>
                <span>
                  <code>
                    {first!.method} {first!.path}
                  </code>{' '}
                  {first!.summary}
                </span>
              </a>
            </li>
          ))}
        </ul>
        {found.length > MOST_SHOWN && (
          <Nothing>The first {MOST_SHOWN} are shown; search for the others.</Nothing>
        )}
      </section>
      {id !== undefined &&
        data &&
        (chosen ? (
          <OperationView key={id} routes={chosen} />
        ) : (
          <Nothing>There is no operation {id}.</Nothing>
        ))}
    </div>
  )
}

function byId(operations: readonly ListedOperation[]): Map<string, ListedOperation[]> {
  const found = new Map<string, ListedOperation[]>()
  for (const one of operations) found.set(one.id, [...(found.get(one.id) ?? []), one])
  return found
}

function fits(text: string, words: readonly string[]): boolean {
  const all = words.join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
