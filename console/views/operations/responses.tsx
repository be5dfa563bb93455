/** What an operation answers, as its document says, with an example of each. */
import type { Document, DocumentedOperation, MediaType } from '../../client/shapes.ts'
import { Code } from '../parts/code.tsx'
import { Words } from '../parts/words.tsx'

interface Response {
  readonly $ref?: string
  readonly description?: string
  readonly content?: Readonly<Record<string, MediaType>>
}

export function Responses({
  operation,
  document,
}: {
  operation: DocumentedOperation | undefined
  document: Document
}) {
  const responses = Object.entries(operation?.responses ?? {}) as [string, Response][]
  if (responses.length === 0) return null
  return (
    <section aria-label="Answers">
      <h3>Answers</h3>
      {responses.map(([status, given]) => {
        const { description = '', content = {} } = resolved<Response>(given, 'responses', document)
        return (
          <details key={status}>
            <summary>
              <b>{status}</b> <Words text={description} />
            </summary>
            {Object.entries(content).map(([type, { examples = {} }]) => (
              <Examples key={type} type={type} examples={examples} status={status} document={document} />
            ))}
          </details>
        )
      })}
    </section>
  )
}

interface ExamplesProps {
  readonly type: string
  readonly status: string
  readonly examples: NonNullable<MediaType['examples']>
  readonly document: Document
}

function Examples({ type, examples, status, document }: ExamplesProps) {
  return (
    <>
      <p class="about">{type}</p>
      {Object.entries(examples).map(([name, given]) => {
        const { value, summary } = resolved<{ $ref?: string; value?: unknown; summary?: string }>(
          given,
          'examples',
          document,
        )
        const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
        if (text === undefined) return null
        return (
          <figure key={name}>
            <figcaption>{summary ?? name}</figcaption>
            <Code
              text={text}
              label={`Example of ${status}: ${summary ?? name}`}
              isJson={typeof value !== 'string'}
            />
          </figure>
        )
      })}
    </>
  )
}

function resolved<Part extends { readonly $ref?: string }>(
  part: Part,
  kind: string,
  { components }: Document,
): Part {
  const name = part.$ref?.split('/').at(-1)
  return name === undefined ? part : ((components?.[kind]?.[name] as Part | undefined) ?? part)
}
