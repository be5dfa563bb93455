/** What a schema knows at a place: names of members, and words that a member may be; for who wrote another. */
import { z } from 'zod'

type Node = Readonly<Record<string, unknown>>

interface Known {
  readonly members: readonly string[]
  readonly words: readonly string[]
}

/** @param path of the place, from the schema's root */
export function knownAt(schema: z.ZodType, path: readonly PropertyKey[]): Known {
  const root = jsonSchemaOf(schema)
  const places = path.reduce<readonly Node[]>(
    (nodes, step) => nodes.flatMap((node) => alternatives(root, node).flatMap((one) => stepInto(one, step))),
    [root],
  )
  const all = places.flatMap((node) => alternatives(root, node))
  const words = all.flatMap((node) =>
    'const' in node ? [node['const']] : ((node['enum'] as unknown[]) ?? []),
  )
  return {
    members: [...new Set(all.flatMap(({ properties = {} }) => Object.keys(properties as Node)))],
    words: [...new Set(words.filter((word) => typeof word === 'string'))],
  }
}

/** Where below the schema's root things of this name are kept by key, the nearest place if there are several: `a.b.name`. */
export function placeOfMember(schema: z.ZodType, name: string): string | undefined {
  const root = jsonSchemaOf(schema)
  const seen = new Set<Node>()
  let level: (readonly [path: string, node: Node])[] = [['', root]]
  while (level.length > 0) {
    const next: typeof level = []
    for (const [path, node] of level)
      for (const { properties = {} } of alternatives(root, node))
        for (const [step, inner] of Object.entries(properties as Readonly<Record<string, Node>>)) {
          const place = path === '' ? step : `${path}.${step}`
          if (step === name && isNode(inner['additionalProperties'])) return place
          if (!seen.has(inner)) next.push([place, inner])
          seen.add(inner)
        }
    level = next
  }
  return undefined
}

const made = new WeakMap<z.ZodType, Node>()

function jsonSchemaOf(schema: z.ZodType): Node {
  let node = made.get(schema)
  if (!node) {
    node = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })
    made.set(schema, node)
  }
  return node
}

function stepInto({ properties, items, additionalProperties }: Node, step: PropertyKey): Node[] {
  const named = (properties as Readonly<Record<PropertyKey, Node>> | undefined)?.[step]
  if (named) return [named]
  return [typeof step === 'number' ? items : additionalProperties].filter(isNode)
}

/** A node, or those that it says may stand there. */
function alternatives(root: Node, node: Node): Node[] {
  const { $ref: reference, anyOf = [], oneOf = [], allOf = [] } = node
  const named =
    typeof reference === 'string'
      ? (root['$defs'] as Record<string, Node>)?.[reference.split('/').at(-1) ?? '']
      : undefined
  const further = [
    ...(anyOf as Node[]),
    ...(oneOf as Node[]),
    ...(allOf as Node[]),
    ...(named ? [named] : []),
  ]
  return [node, ...further.flatMap((one) => alternatives(root, one))]
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}
