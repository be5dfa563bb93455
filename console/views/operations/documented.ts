/** Finds an operation in its product's document, and what that says of a request. */
import type { Document, DocumentedOperation, ListedOperation, Parameter } from '../../client/shapes.ts'

export interface Documented {
  readonly method: string
  /** As the document writes it: `/records/{id}`. */
  readonly path: string
  readonly operation: DocumentedOperation
}

/** The first place of the document that is of this operation; several operations of the product may be one here. */
export function documentedAt(
  document: Document | undefined,
  routes: readonly ListedOperation[],
): Documented | undefined {
  const all = Object.entries(document?.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const isRoute = ({ method, path }: Documented): boolean =>
    routes.some((one) => one.method === method && templateOf(one.path) === path)
  return (
    all.find((one) => one.operation['x-pam-mock-operation'] === routes[0]?.id && isRoute(one)) ??
    all.find((one) => one.operation['x-pam-mock-operation'] === routes[0]?.id) ??
    all.find(isRoute)
  )
}

export function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('*', '{rest}')
}

export function parametersOf({ parameters = [] }: DocumentedOperation, document: Document): Parameter[] {
  return parameters.flatMap((one) => {
    if (!('$ref' in one)) return [one]
    const found = document.components?.['parameters']?.[one.$ref.split('/').at(-1) ?? '']
    return found === undefined ? [] : [found as Parameter]
  })
}

/** A value that the document gives for a parameter, as text. */
export function exampleOf({ examples = {}, schema }: Partial<Parameter> = {}): string {
  const [first] = Object.values(examples)
  const value = first?.value ?? schema?.examples?.[0] ?? schema?.default
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export interface ExampleBody {
  readonly type: string
  readonly text: string
}

/** A body that the document gives, as it goes over the wire. */
export function bodyOf({ requestBody }: DocumentedOperation, document: Document): ExampleBody | undefined {
  const [first] = Object.entries(requestBody?.content ?? {})
  if (!first) return undefined
  const [type, { examples = {} }] = first
  const [example] = Object.values(examples)
  const named = example?.$ref?.split('/').at(-1)
  const found = named === undefined ? example : document.components?.['examples']?.[named]
  return { type, text: wireText(type, (found as { value?: unknown } | undefined)?.value) }
}

function wireText(type: string, value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (!type.includes('form-urlencoded')) return JSON.stringify(value, undefined, 2)
  const members = Object.entries(value as object).map(([name, one]) => [
    name,
    typeof one === 'string' ? one : JSON.stringify(one),
  ])
  return new URLSearchParams(members).toString()
}
