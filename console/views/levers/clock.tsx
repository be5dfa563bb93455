/** The workspace's time. */
import { useEffect, useState } from 'preact/hooks'
import type { Clock } from '../../client/shapes.ts'
import { clock, moveClock } from '../../state/clock.ts'
import { spanOf } from '../../state/span.ts'
import { Loading, ProblemNote } from '../parts/messages.tsx'
import { useDeed } from '../parts/use-deed.ts'

const STEPS = ['1m', '5m', '20m', '1h', '1d', '30d']

export function ClockPage() {
  const data = clock.value
  const [moment, setMoment] = useState('')
  const [span, setSpan] = useState('')
  const deed = useDeed()
  const move = (patch: object): Promise<boolean> => deed.run(() => moveClock(patch))
  return (
    <section class="card" aria-labelledby="clock-title">
      <h2 id="clock-title">Clock</h2>
      {data ? <Face clock={data} /> : <Loading />}
      <p>
        Sessions, tickets, tokens and check-outs follow it: what is over by then, is over for the next
        request.
      </p>
      <h3>Advance</h3>
      <p class="deeds">
        {STEPS.map((step) => (
          <button type="button" onClick={() => void move({ advance: step })} disabled={deed.isBusy}>
            {step}
          </button>
        ))}
      </p>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void move({ advance: span })
        }}
      >
        <label>
          By
          <input
            value={span}
            placeholder="1h30m, or -5m"
            required
            onInput={(event) => setSpan(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={deed.isBusy}>
          Advance
        </button>
      </form>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void move({ now: /(?:Z|[+-]\d\d:\d\d)$/.test(moment) ? moment : `${moment}Z` })
        }}
      >
        <label>
          To a moment, in UTC
          <input
            type="datetime-local"
            step="1"
            value={moment}
            required
            onInput={(event) => setMoment(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={deed.isBusy}>
          Set
        </button>
      </form>
      <p class="deeds">
        <button
          type="button"
          aria-pressed={data?.frozen ?? false}
          disabled={deed.isBusy || !data}
          onClick={() => void move({ frozen: !data!.frozen })}
        >
          {data?.frozen ? 'Let time run' : 'Stop time'}
        </button>
      </p>
      <ProblemNote text={deed.problem} />
    </section>
  )
}

/** Goes on by itself between two looks at the emulator. */
function Face({ clock: { now, offsetMs, frozen } }: { clock: Clock }) {
  const [passed, pass] = useState(0)
  useEffect(() => {
    pass(0)
    if (frozen) return undefined
    const began = performance.now()
    const timer = setInterval(() => pass(performance.now() - began), 500)
    return () => clearInterval(timer)
  }, [now, frozen])
  const shown = new Date(Date.parse(now) + passed).toISOString()
  return (
    <p class="face">
      <time dateTime={shown}>{shown.slice(0, 19).replace('T', ' ')} UTC</time>{' '}
      <small>
        {frozen ? 'stopped' : 'running'},{' '}
        {offsetMs === 0 ? 'the time of the machine' : `${spanOf(offsetMs)} from the time of the machine`}
      </small>
    </p>
  )
}
