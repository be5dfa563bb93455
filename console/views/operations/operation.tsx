/** An operation: what it rests on, how it refuses, what its document says, and a request of it to try. */
import { useMemo } from 'preact/hooks'
import type { Document, ListedOperation } from '../../client/shapes.ts'
import { to } from '../../state/route.ts'
import { Loading } from '../parts/messages.tsx'
import { Evidence } from '../parts/status.tsx'
import { useResource } from '../parts/use-resource.ts'
import { documentedAt } from './documented.ts'
import { Refusals } from './refusals.tsx'
import { Responses } from './responses.tsx'
import { TryForm } from './try-form.tsx'

export function OperationView({ routes }: { routes: readonly ListedOperation[] }) {
  const [{ id, summary, secretAnswer }] = routes as readonly [ListedOperation]
  const surface = id.split('.')[0]!
  const { data: document, problem } = useResource<Document>(`openapi/${surface}.json`)
  const found = useMemo(() => documentedAt(document, routes), [document, routes])
  return (
    <section class="detail" aria-labelledby="operation-title">
      <header>
        <a class="button small" href={to('operations')}>
          Close
        </a>
        <h2 id="operation-title">{id}</h2>
      </header>
      <p class="sentence">{summary}</p>
      <dl>
        <dt>Evidence</dt>
        <dd>
          {sourcesOf(routes).map(({ evidence, source }) => (
            <div>
              <Evidence evidence={evidence} /> {source}
            </div>
          ))}
        </dd>
        <dt>Served at</dt>
        <dd>
          {routes.map(({ method, path }) => (
            <div>
              <code>
                {method} {path}
              </code>
            </div>
          ))}
        </dd>
        {secretAnswer && (
          <>
            <dt>Answer</dt>
            <dd>is nothing but a secret; the journal masks all of it</dd>
          </>
        )}
        <dt>Document</dt>
        <dd>
          <a href={`openapi/${surface}.json`}>OpenAPI of {surface}</a>
          {problem !== undefined && ` (${problem})`}
        </dd>
        <dt>In the journal</dt>
        <dd>
          <a href={to('journal', { operation: id })}>requests of this operation</a>
        </dd>
      </dl>
      {document ? (
        <>
          <TryForm key={id} surface={surface} routes={routes} found={found} document={document} />
          <Responses operation={found?.operation} document={document} />
        </>
      ) : (
        problem === undefined && <Loading />
      )}
      <Refusals id={id} />
    </section>
  )
}

/** Several ways to ask for one thing may rest on different pages. */
function sourcesOf(routes: readonly ListedOperation[]): ListedOperation[] {
  return [...new Map(routes.map((one) => [`${one.evidence} ${one.source}`, one])).values()]
}
