/** Named states to go back to, and the fixtures. */
import { useState } from 'preact/hooks'
import { call } from '../../client/call.ts'
import { to } from '../../state/route.ts'
import { Nothing, ProblemNote } from '../parts/messages.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { useResource } from '../parts/use-resource.ts'

export function SnapshotsPage() {
  const { data, problem, reload } = useResource<{ snapshots: readonly string[] }>('snapshots')
  const [name, setName] = useState('')
  const [said, say] = useState('')
  const deed = useDeed()
  const perform = async (done: string, method: string, path: string, body?: object): Promise<void> => {
    say('')
    if (await deed.run(() => call(method, path, body))) {
      say(done)
      reload()
    }
  }
  return (
    <section class="card" aria-labelledby="snapshots-title">
      <h2 id="snapshots-title">Snapshots</h2>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void perform(`The present state is kept as ${name}.`, 'POST', 'snapshots', { name })
        }}
      >
        <label>
          Name
          <input value={name} required onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" class="primary" disabled={deed.isBusy}>
          Keep the present state
        </button>
      </form>
      <ProblemNote text={problem ?? deed.problem} />
      <p role="status">{said}</p>
      {data?.snapshots.length === 0 && <Nothing>There is none yet.</Nothing>}
      <ul class="things">
        {data?.snapshots.map((one) => (
          <li key={one}>
            <b>{one}</b>
            <span class="deeds">
              <button
                type="button"
                aria-label={`Go back to ${one}`}
                onClick={() =>
                  void perform(
                    `The state is that of ${one}.`,
                    'POST',
                    `snapshots/${encodeURIComponent(one)}/restore`,
                  )
                }
              >
                Go back to it
              </button>
              <a class="button" href={to('world/difference', { from: one })}>
                Difference
              </a>
              <button
                type="button"
                class="danger"
                aria-label={`Forget ${one}`}
                onClick={() =>
                  void perform(`${one} is forgotten.`, 'DELETE', `snapshots/${encodeURIComponent(one)}`)
                }
              >
                Forget
              </button>
            </span>
          </li>
        ))}
      </ul>
      <h3>Fixtures</h3>
      <p>
        State, sessions, clock, faults and the journal of this workspace back to where they began; snapshots
        stay.
      </p>
      <button
        type="button"
        class="danger"
        onClick={() => void perform('The workspace is as it began.', 'POST', 'reset')}
      >
        Reset the workspace
      </button>
    </section>
  )
}
