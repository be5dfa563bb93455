/** Which objects refer to which: the rules that hold at every change (guide, "Delete an object", "Passwords stored on SPS"). */
import { SpsError } from '../errors.ts'
import { eachReference, keyOf, referencesIn, type Reference } from '../references.ts'
import { namedIn, type NodeRow, type Tables } from '../state.ts'
import type { Node } from '../tree/index.ts'

const RULES = 'SPS REST API Reference Guide 7.5, page 6, and topic doc1931423'

/** Whether a path belongs to a store of secrets, whose members have one owner each. */
export function isSecret(path: string): boolean {
  return path.startsWith('passwords/') || path.startsWith('private_keys/')
}

/** Whether a reference leads somewhere. */
export function hasTarget(tables: Tables, { $ref, at }: Reference): boolean {
  let value: unknown = tables.nodes.get($ref)?.body
  for (const step of at?.split('/') ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false
    value = (value as Record<string, unknown>)[step]
  }
  return value !== undefined
}

/** Paths of the objects that refer to a path, once for each time they do. */
export function ownersOf(tables: Tables, path: string): string[] {
  return [...tables.nodes.find('target', path)].flatMap((row) =>
    referencesIn(row.body)
      .filter(({ $ref }) => $ref === path)
      .map(() => row.path),
  )
}

/** Where an object lies, and the link that an error about it names: of a new member, that of its collection. */
export interface Place {
  readonly path: string
  readonly href: string
  /** The link to a member of its body. */
  readonly linkTo: (at: readonly string[]) => string
}

/** Every reference of a new body must lead somewhere, and own its secret alone. @throws SpsError */
export function demandReferences(tables: Tables, { path, linkTo }: Place, body: unknown): void {
  let seen: Set<string> | undefined
  eachReference(body, (reference, at) => {
    if (!hasTarget(tables, reference))
      throw invalidReference(
        'invalid-reference',
        linkTo(at),
        keyOf(reference),
        'does not exist; create it first',
      )
    if (!isSecret(reference.$ref)) return
    const isTaken = ownersOf(tables, reference.$ref).some((owner) => owner !== path)
    if (isTaken || seen?.has(reference.$ref))
      throw invalidReference(
        'secret-in-use',
        linkTo(at),
        keyOf(reference),
        'is in use elsewhere: a password or private key has one owner',
      )
    ;(seen ??= new Set()).add(reference.$ref)
  })
}

/** @throws SpsError `duplicate-name` */
export function demandFreeName(tables: Tables, node: Node, { path, href }: Place, body: unknown): void {
  const { name } = body as { name?: unknown }
  if (typeof name !== 'string' || node.kind !== 'coll') return
  for (const other of tables.nodes.find('name', namedIn(node.path, name))) {
    if (other.path === path) continue
    throw new SpsError(
      'duplicate-name',
      {
        rule: 'sps.object.duplicate-name',
        message: `"${name}" is the name of ${other.path} already; names are unique in a collection.`,
        source: `${RULES}; uniqueness of names is our reading`,
      },
      { path: href, name },
    )
  }
}

/** @throws SpsError `object-in-use` */
export function demandUnused(tables: Tables, row: NodeRow): void {
  const users = [...tables.nodes.find('target', row.path)]
    .map(({ path }) => `/api/configuration/${path}`)
    .sort()
  if (users.length === 0) return
  throw new SpsError(
    'object-in-use',
    {
      rule: 'sps.object.in-use',
      message: `${row.path} is referred to by ${users.join(', ')}; change those first.`,
      source: 'SPS REST API Reference Guide 6.9.3, page 44, and "Delete an object"',
    },
    { path: `/api/configuration/${row.path}`, references: users },
  )
}

function invalidReference(
  code: 'invalid-reference' | 'secret-in-use',
  path: string,
  key: string,
  what: string,
): SpsError {
  return new SpsError(
    code,
    {
      rule: 'sps.reference.invalid',
      message: `The key "${key}" at ${path} ${what}.`,
      source: RULES,
    },
    { path, key },
  )
}
