/** What a person at a product would do; each with a form that is made from its schema. */
import { useState } from 'preact/hooks'
import { call } from '../../client/call.ts'
import type { Action } from '../../client/shapes.ts'
import { Code } from '../parts/code.tsx'
import { Loading, Nothing, ProblemNote } from '../parts/messages.tsx'
import { SchemaForm } from '../parts/schema-form.tsx'
import { Surface } from '../parts/status.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { useResource } from '../parts/use-resource.ts'

export function ActionsPage() {
  const { data, problem } = useResource<{ actions: readonly Action[] }>('actions')
  return (
    <section aria-labelledby="actions-title">
      <h2 id="actions-title">Actions</h2>
      <ProblemNote text={problem} />
      {!data && problem === undefined && <Loading />}
      {data?.actions.length === 0 && <Nothing>These products have none.</Nothing>}
      <div class="grid">
        {data?.actions.map((one) => (
          <ActionCard key={`${one.surface}/${one.action}`} action={one} />
        ))}
      </div>
    </section>
  )
}

function ActionCard({ action: { surface, action, summary, input } }: { action: Action }) {
  const [value, setValue] = useState<unknown>({})
  const [answer, setAnswer] = useState<unknown>(undefined)
  const deed = useDeed()
  const pull = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAnswer(undefined)
    await deed.run(async () =>
      setAnswer((await call('POST', `actions/${surface}/${action}`, value)) ?? 'Done.'),
    )
  }
  return (
    <form class="card action" aria-label={`${surface} ${action}`} onSubmit={(event) => void pull(event)}>
      <h3>
        <Surface name={surface} /> {action}
      </h3>
      <p>{summary}</p>
      <SchemaForm schema={input} value={value} onChange={setValue} faults={deed.faults} place="body" />
      <ProblemNote text={deed.problem} />
      <button type="submit" disabled={deed.isBusy}>
        Do it
      </button>
      <div role="status">
        {typeof answer === 'string'
          ? answer
          : answer !== undefined && (
              <Code text={JSON.stringify(answer, undefined, 2)} label={`Answer of ${action}`} isJson />
            )}
      </div>
    </form>
  )
}
