/** A new fault. Its form is made from the schema that the control plane checks it by. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { call } from '../../client/call.ts'
import type { Document, FaultList, ListedOperation, Schema } from '../../client/shapes.ts'
import { surfaces } from '../../state/about.ts'
import { go, route, withQuery } from '../../state/route.ts'
import { Loading, ProblemNote } from '../parts/messages.tsx'
import { resolver } from '../parts/schema.ts'
import { SchemaForm } from '../parts/schema-form.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { useResource } from '../parts/use-resource.ts'

type Draft = Readonly<Record<string, unknown>>

export function FaultForm({ vendor, onDone }: { vendor: FaultList['vendor']; onDone: () => void }) {
  const given = route.value.query.get('draft')
  const [value, setValue] = useState<unknown>({})
  const [said, say] = useState('')
  const { data: document } = useResource<Document>('openapi.json')
  const { data: rules } = useResource<{ rules: readonly { readonly id: string }[] }>('rules')
  const { data: coverage } = useResource<{ operations: readonly ListedOperation[] }>('coverage')
  const deed = useDeed()
  useEffect(() => setValue(draftOf(given)), [given])
  const choices = useMemo(
    () => ({
      'body.match.surface': surfaces.value,
      'body.match.operation': [...new Set(coverage?.operations.map(({ id }) => id))],
      'body.effect.rule': rules?.rules.map(({ id }) => id) ?? [],
      'body.effect.name': vendor.map(({ name }) => name),
    }),
    [coverage, rules, vendor, surfaces.value],
  )
  const place = async (event: Event): Promise<void> => {
    event.preventDefault()
    say('')
    if (!(await deed.run(() => call('POST', 'faults', value)))) return
    say('It is in place.')
    setValue({})
    go(withQuery({ draft: undefined }), true)
    onDone()
  }
  const schema =
    document?.paths['/__mock/faults']?.['post']?.requestBody?.content?.['application/json']?.schema
  return (
    <form class="card" aria-labelledby="fault-form-title" onSubmit={(event) => void place(event)}>
      <h2 id="fault-form-title">A new fault</h2>
      {schema ? (
        <SchemaForm
          schema={ordered(schema)}
          value={value}
          onChange={setValue}
          faults={deed.faults}
          place="body"
          resolve={resolver(document)}
          choices={choices}
        />
      ) : (
        <Loading />
      )}
      <ProblemNote text={deed.problem} />
      <p class="deeds">
        <button type="submit" class="primary" disabled={deed.isBusy || !schema}>
          Put it in place
        </button>
        <span role="status">{said}</span>
      </p>
    </form>
  )
}

/** What happens comes first, then to which requests, then what few need. */
function ordered(schema: Schema): Schema {
  const { effect, times, match, ...others } = schema.properties ?? {}
  const first = { ...(effect && { effect }), ...(times && { times }), ...(match && { match }) }
  return { ...schema, properties: { ...first, ...others } }
}

function draftOf(text: string | null): Draft {
  try {
    return text === null ? {} : (JSON.parse(text) as Draft)
  } catch {
    return {}
  }
}
