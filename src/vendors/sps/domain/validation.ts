/** What a transaction is checked for when it is committed. */
import type { Draft } from '../../../kernel/store/world.ts'
import { SpsError } from '../errors.ts'
import { keyOf, referencesIn } from '../references.ts'
import { namedIn, spsSlice, type NodeRow, type Tables } from '../state.ts'
import { overlongStays } from './cleanup.ts'
import type { Finding } from './finding.ts'
import { hasTarget, isSecret, ownersOf } from './integrity.ts'
import { mergeConflict } from './merge.ts'
import { portConflicts } from './ports.ts'

/** Checks a reconciled draft as a whole. @throws SpsError `merge-conflict` or `invalid-configuration` */
export function validate(draft: Draft): void {
  const tables = draft.open(spsSlice)
  const changes = draft.changes().filter(({ table }) => table === 'sps.nodes')
  discardOrphans(
    tables,
    changes.flatMap(({ key, base, mine }) => [key, ...targetsOf(base), ...targetsOf(mine)]),
  )
  const present = changes.map(({ key }) => tables.nodes.get(key)).filter((row) => row !== undefined)
  const rewritten = new Set(present.map(({ path }) => path))
  const torn = [
    ...present.filter(({ body }) =>
      referencesIn(body).some((one) => !rewritten.has(one.$ref) && !hasTarget(tables, one)),
    ),
    ...changes
      .filter(({ key, mine }) => mine === undefined && !tables.nodes.has(key))
      .flatMap(({ key }) => Array.from(tables.nodes.find('target', key))),
  ]
  const lost = present.flatMap((row) => lostMembers(tables, row))
  if (torn.length > 0)
    throw mergeConflict(
      torn.map(({ path }) => href(path)),
      'left with a reference to an object that no longer exists',
    )
  const findings = [
    ...lost,
    ...present.flatMap((row) => sharedNames(tables, row)),
    ...present.flatMap((row) => sharedSecrets(tables, row)),
    ...present.flatMap((row) => overlongStays(tables, row)),
    ...(present.some(({ path }) => listens(path)) ? portConflicts(tables) : []),
  ]
  if (findings.length > 0) throw invalid(findings)
}

/** Passwords and private keys that nothing refers to vanish: there is no way to delete one (topic doc1931423). */
function discardOrphans(tables: Tables, paths: readonly string[]): void {
  for (const path of new Set(paths)) {
    if (!isSecret(path) || !tables.nodes.has(path)) continue
    if (tables.nodes.first('target', path) === undefined) tables.nodes.delete(path)
  }
}

/** A PUT may take a member away that other objects refer to, such as an address of a network interface. */
function lostMembers(tables: Tables, { path }: NodeRow): Finding[] {
  return [...tables.nodes.find('part', path)].flatMap((referrer) =>
    referencesIn(referrer.body)
      .filter((one) => one.$ref === path && !hasTarget(tables, one))
      .map((one) => ({
        message: `'${href(referrer.path)}' refers to '${keyOf(one)}', which does not exist`,
        paths: [href(referrer.path)],
      })),
  )
}

function sharedNames(tables: Tables, row: NodeRow): Finding[] {
  const { name } = row.body as { name?: unknown }
  if (!row.collection || typeof name !== 'string') return []
  const paths = [...tables.nodes.find('name', namedIn(row.collection, name))].map(({ path }) => href(path))
  return paths.length < 2 ? [] : [{ message: `The name '${name}' is used more than once`, paths }]
}

function sharedSecrets(tables: Tables, row: NodeRow): Finding[] {
  return targetsOf(row)
    .filter((path) => isSecret(path) && ownersOf(tables, path).length > 1)
    .map((path) => ({
      message: `'${href(path)}' is referenced more than once`,
      paths: [...new Set(ownersOf(tables, path))].map(href),
    }))
}

function listens(path: string): boolean {
  return path.startsWith('local_services/') || path.includes('/connections/')
}

function targetsOf(row: unknown): string[] {
  return row === undefined ? [] : referencesIn((row as NodeRow).body).map(({ $ref }) => $ref)
}

function href(path: string): string {
  return `/api/configuration/${path}`
}

function invalid(findings: readonly Finding[]): SpsError {
  return new SpsError(
    'invalid-configuration',
    {
      rule: 'sps.transaction.invalid',
      message: `The changes do not hold together: ${findings.map(({ message }) => message).join('; ')}. The transaction stays open: correct it, or drop it with DELETE /api/transaction.`,
      source: 'SPS REST API tutorial, "SPS checks and validates the changes in your transaction"',
    },
    { errors: findings },
  )
}
