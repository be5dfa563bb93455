/** Stories that follow from the declarations of a surface: each operation that reads, asked where nothing else is needed. */
import type { ContractStep, ContractStory, NotAsked } from './contract.ts'
import type { Declaration, ServedOperation } from './operation.ts'

export interface ReadOptions {
  /** Sent with each. */
  readonly headers: Readonly<Record<string, string>>
  /** What each needs, such as a session. */
  readonly needs: readonly string[]
  /** Operations to leave out, by id. */
  readonly notAsked: NotAsked
  /** The variable for a parameter of a path; without one nothing is asked there. */
  readonly variableOf: (served: ServedOperation<Declaration>, parameter: string) => string | undefined
  /** What follows the path, such as a query. */
  readonly queryOf?: (served: ServedOperation<Declaration>) => string
  /** Places that the product's own words stand at, besides those that do so everywhere. */
  readonly saidAt?: (served: ServedOperation<Declaration>) => readonly string[]
  /** What comes before. */
  readonly before?: (served: ServedOperation<Declaration>) => readonly ContractStep[]
}

/** A story for each path that is read, named by its method and path. */
export function readStories(
  served: readonly ServedOperation<Declaration>[],
  { headers, needs, notAsked, variableOf, queryOf, saidAt, before }: ReadOptions,
): ContractStory[] {
  return served.flatMap((one) => {
    const { method, path, operation } = one
    if (method !== 'GET' || path.includes('*') || isLeftOut(operation.id, notAsked)) return []
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({ name, as: variableOf(one, name) }))
    if (names.some(({ as }) => as === undefined)) return []
    const filled = names.reduce((text, { name, as }) => text.replace(`:${name}`, `{{url:${as}}}`), path)
    const earlier = before?.(one) ?? []
    const own = new Set(earlier.flatMap(({ keep = {} }) => Object.keys(keep)))
    const said = saidAt?.(one) ?? []
    return [
      {
        name: `GET ${path}`,
        headers,
        needs: [...needs, ...names.map(({ as }) => as!).filter((name) => !own.has(name))],
        steps: [
          ...earlier,
          { name: 'read', method, path: filled + (queryOf?.(one) ?? ''), ...(said.length > 0 && { said }) },
        ],
      },
    ]
  })
}

/** Why an operation is left out, if it is. */
export function whyNotAsked(id: string, notAsked: NotAsked): string | undefined {
  return Object.entries(notAsked).find(([pattern]) =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern,
  )?.[1]
}

function isLeftOut(id: string, notAsked: NotAsked): boolean {
  return whyNotAsked(id, notAsked) !== undefined
}
