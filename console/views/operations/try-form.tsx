/** A request to try, signed in as somebody of the world. It is journalled like any other. */
import { useState } from 'preact/hooks'
import { call } from '../../client/call.ts'
import type { Document, ListedOperation, ShownHandle } from '../../client/shapes.ts'
import { prettyOf } from '../../decode/body.ts'
import { to } from '../../state/route.ts'
import { Code } from '../parts/code.tsx'
import { Loading, ProblemNote } from '../parts/messages.tsx'
import { Status } from '../parts/status.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { useResource } from '../parts/use-resource.ts'
import { bodyOf, exampleOf, parametersOf, templateOf, type Documented } from './documented.ts'

interface Sent {
  readonly entry: string | null
  readonly status: number
  readonly body: string
}

interface TryProps {
  readonly surface: string
  readonly routes: readonly ListedOperation[]
  readonly found: Documented | undefined
  readonly document: Document
}

type Values = Readonly<Record<string, string>>

/** Waits for the world, whose names its fields begin with. */
export function TryForm(props: TryProps) {
  const { data, problem } = useResource<{ handles: readonly ShownHandle[] }>('handles')
  if (!data) return problem === undefined ? <Loading /> : <ProblemNote text={problem} />
  return <Form {...props} handles={data.handles.filter((one) => one.surface === props.surface)} />
}

function Form({ surface, routes, found, document, handles }: TryProps & { handles: readonly ShownHandle[] }) {
  const signIns = handles.filter((one) => one.signsIn)
  const [first] = routes
  const method = found?.method ?? first!.method
  const path = found?.path ?? templateOf(first!.path)
  const parameters = found ? parametersOf(found.operation, document) : []
  const example = found && bodyOf(found.operation, document)
  const asked = [
    ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name!),
    ...parameters.filter((one) => one.in === 'query').map(({ name }) => name),
  ]
  const byName = new Map(parameters.map((one) => [one.name, one]))
  const idsOf = (name: string) => handles.filter((one) => isIdOf(one, name, first!.id))
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(
      asked.map((name) => [name, exampleOf(byName.get(name)) || (idsOf(name)[0]?.value ?? '')]),
    ),
  )
  const [body, setBody] = useState(example?.text ?? '')
  const [as, setAs] = useState<string>()
  const [sent, setSent] = useState<Sent>()
  const deed = useDeed()
  const usual = signIns.find(({ name }) => name.startsWith('admin')) ?? signIns[0]
  const chosen = as ?? (usual ? keyOf(usual) : '')
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const who = signIns.find((one) => keyOf(one) === chosen)
    await deed.run(async () =>
      setSent(
        await call<Sent>('POST', 'requests', {
          ...(who && { as: { surface, kind: who.kind, name: who.name } }),
          method,
          path: filled(path, values),
          ...(example && { headers: { 'content-type': example.type }, body }),
        }),
      ),
    )
  }
  return (
    <form class="card try" aria-labelledby="try-title" onSubmit={(event) => void send(event)}>
      <h3 id="try-title">Try it</h3>
      <p class="line">
        <b>{method}</b> {filled(path, values)}
      </p>
      <div class="member">
        <label for="try-as">As</label>
        <select id="try-as" value={chosen} onChange={(event) => setAs(event.currentTarget.value)}>
          {signIns.map((one) => (
            <option value={keyOf(one)}>
              {one.name} ({one.kind === 'tokens' ? 'token' : 'password'})
            </option>
          ))}
          <option value="">nobody</option>
        </select>
      </div>
      {asked.map((name) => (
        <div class="member" key={name}>
          <label for={`try-${name}`}>{name}</label>
          <input
            id={`try-${name}`}
            value={values[name]}
            required={path.includes(`{${name}}`)}
            list={`try-${name}-ids`}
            onInput={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
          <datalist id={`try-${name}-ids`}>
            {idsOf(name).map(({ name, value }) => (
              <option value={value}>{name}</option>
            ))}
          </datalist>
          {byName.get(name)?.description !== undefined && (
            <p class="about">{byName.get(name)!.description}</p>
          )}
        </div>
      ))}
      {example && (
        <div class="member">
          <label for="try-body">Body, {example.type}</label>
          <textarea
            id="try-body"
            rows={Math.min(Math.max(body.split('\n').length, 3), 14)}
            spellcheck={false}
            value={body}
            onInput={(event) => setBody(event.currentTarget.value)}
          />
        </div>
      )}
      <ProblemNote text={deed.problem} />
      <button type="submit" class="primary" disabled={deed.isBusy}>
        Send
      </button>
      <div role="status">
        {sent && (
          <>
            <p>
              <Status status={sent.status} />{' '}
              {sent.entry !== null && (
                <a href={to('journal', { entry: sent.entry })}>request {sent.entry} in the journal</a>
              )}
            </p>
            <Code
              text={prettyOf(sent.body) ?? sent.body}
              label="The answer"
              isJson={prettyOf(sent.body) !== undefined}
            />
          </>
        )}
      </div>
    </form>
  )
}

/** `resourceId` and `resource` are of `resources`; `id` is of what the operation is about. */
function isIdOf({ kind }: ShownHandle, parameter: string, operation: string): boolean {
  const noun = parameter === 'id' ? (operation.split('.')[1] ?? '') : parameter.replace(/Id$/, '')
  return kind.toLowerCase() === `${noun.replaceAll('-', '')}s`.toLowerCase()
}

function keyOf({ kind, name }: ShownHandle): string {
  return `${kind}/${name}`
}

/** The path with its parameters, and those of the query that are not empty. */
function filled(path: string, values: Values): string {
  const own = path.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    values[name] ? encodeURIComponent(values[name]) : all,
  )
  const rest = Object.entries(values).filter(([name, value]) => value !== '' && !path.includes(`{${name}}`))
  const query = new URLSearchParams(rest).toString()
  return query === '' ? own : `${own}?${query}`
}
