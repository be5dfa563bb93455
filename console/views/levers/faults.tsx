/** What goes wrong, for which requests: those in place, and a form for more. */
import { call } from '../../client/call.ts'
import type { FaultList, PlacedFault } from '../../client/shapes.ts'
import { pulse } from '../../state/journal.ts'
import { to } from '../../state/route.ts'
import { Nothing, ProblemNote } from '../parts/messages.tsx'
import { Surface } from '../parts/status.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { useResource } from '../parts/use-resource.ts'
import { FaultForm } from './fault-form.tsx'

export function FaultsPage() {
  const { data, problem, reload } = useResource<FaultList>('faults', pulse.value)
  const deed = useDeed()
  const remove = async (path: string): Promise<void> => {
    if (await deed.run(() => call('DELETE', path))) reload()
  }
  return (
    <div class="columns even">
      <section class="card" aria-labelledby="faults-title">
        <h2 id="faults-title">Faults in place</h2>
        <ProblemNote text={problem ?? deed.problem} />
        {data?.faults.length === 0 && <Nothing>There is none: the products answer as they do.</Nothing>}
        <ul class="things">
          {data?.faults.map((one) => (
            <li key={one.id}>
              <FaultLine fault={one} />
              <button
                type="button"
                class="danger"
                aria-label={`Take away fault ${one.id}`}
                onClick={() => void remove(`faults/${one.id}`)}
              >
                Take away
              </button>
            </li>
          ))}
        </ul>
        {data && data.faults.length > 1 && (
          <button type="button" class="danger" onClick={() => void remove('faults')}>
            Take all away
          </button>
        )}
        <VendorFaults list={data} onDone={reload} />
      </section>
      <FaultForm vendor={data?.vendor ?? []} onDone={reload} />
    </div>
  )
}

function FaultLine({
  fault: { id, match, effect, effects, times, until, seen, fired },
}: {
  fault: PlacedFault
}) {
  const all = effects ?? (effect ? [effect] : [])
  return (
    <div>
      <b>{id}</b>{' '}
      {all.map(({ type, ...more }) => [type, ...Object.values(more).map(String)].join(' ')).join(', then ')}
      <p>
        {Object.keys(match).length === 0 ? 'any request' : <code>{JSON.stringify(match)}</code>}
        {times !== undefined && `, ${times} ${times === 1 ? 'time' : 'times'}`}
        {until !== undefined && `, until ${until.slice(0, 19).replace('T', ' ')}`}
      </p>
      <p>
        <span class="tag">fired {fired}</span> of {seen} that fit{' '}
        {fired > 0 && <a href={to('journal', { text: id })}>see the requests</a>}
      </p>
    </div>
  )
}

/** Failures that the products know themselves: one button each. */
function VendorFaults({ list, onDone }: { list: FaultList | undefined; onDone: () => void }) {
  const deed = useDeed()
  const place = async (surface: string, name: string): Promise<void> => {
    const body = { match: { surface }, times: 1, effect: { type: 'vendor', name } }
    if (await deed.run(() => call('POST', 'faults', body))) onDone()
  }
  if (!list || list.vendor.length === 0) return null
  return (
    <>
      <h3>The products’ own</h3>
      <ProblemNote text={deed.problem} />
      <ul class="things">
        {list.vendor.map(({ surface, name, summary, source }) => (
          <li key={`${surface}/${name}`}>
            <div>
              <Surface name={surface} /> <b>{name}</b>
              <p>{summary}</p>
              <p class="about">{source}</p>
            </div>
            <button
              type="button"
              aria-label={`Once: ${surface} ${name}`}
              onClick={() => void place(surface, name)}
            >
              Once
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
