/** What the products answer as, and what each knob rests on. */
import { useState } from 'preact/hooks'
import type { ShownKnob } from '../../client/shapes.ts'
import { Docs, EvidenceWords } from '../parts/documents.tsx'
import { Loading, ProblemNote } from '../parts/messages.tsx'
import { Evidence, Surface } from '../parts/status.tsx'
import { useResource } from '../parts/use-resource.ts'

interface SurfaceSettings {
  readonly surface: string
  readonly profile: string
  readonly profiles: readonly string[]
  readonly knobs: readonly ShownKnob[]
}

export function SettingsPage() {
  const { data, problem } = useResource<{ surfaces: readonly SurfaceSettings[] }>('settings')
  const [search, find] = useState('')
  const [isSetOnly, show] = useState(false)
  return (
    <section aria-labelledby="settings-title">
      <h2 id="settings-title">Profiles and knobs in force</h2>
      <p class="lead">
        A workspace gets them when it is created (<code>profiles</code>, <code>settings</code>), the default
        one by <code>--profile</code> and <code>--set</code>. Evidence:
        <EvidenceWords /> <Docs page="docs/knobs.md">More of each</Docs>
      </p>
      <div class="filters">
        <label>
          Search
          <input type="search" value={search} onInput={(event) => find(event.currentTarget.value)} />
        </label>
        <label class="switch">
          <input
            type="checkbox"
            checked={isSetOnly}
            onChange={(event) => show(event.currentTarget.checked)}
          />
          Only those that were set
        </label>
      </div>
      <ProblemNote text={problem} />
      {!data && problem === undefined && <Loading />}
      {data?.surfaces.map((one) => (
        <Settings
          key={one.surface}
          settings={one}
          wanted={(knob) =>
            (!isSetOnly || knob.isSet) &&
            `${one.surface}.${knob.name} ${knob.about ?? ''}`.toLowerCase().includes(search.toLowerCase())
          }
        />
      ))}
    </section>
  )
}

function Settings({ settings, wanted }: { settings: SurfaceSettings; wanted: (knob: ShownKnob) => boolean }) {
  const { surface, profile, profiles, knobs } = settings
  return (
    <section class="card" aria-label={`Settings of ${surface}`}>
      <h3>
        <Surface name={surface} /> profile {profile}
      </h3>
      <p>{profiles.length > 1 ? `Profiles: ${profiles.join(', ')}.` : 'This is its only profile.'}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Knobs of ${surface}`}>
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Knob</th>
              <th scope="col">Value</th>
              <th scope="col">Evidence</th>
              <th scope="col">Meaning, or why that default</th>
            </tr>
          </thead>
          <tbody>
            {knobs.filter(wanted).map((knob) => (
              <tr key={knob.name} class={knob.isSet ? 'set' : ''}>
                <th scope="row">
                  {surface}.{knob.name}
                </th>
                <td>
                  <code>{JSON.stringify(knob.value)}</code>
                  {knob.isSet && <small> set; by default {JSON.stringify(knob.default)}</small>}
                </td>
                <td>
                  <Evidence evidence={knob.evidence} />
                </td>
                <td>{knob.about}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
