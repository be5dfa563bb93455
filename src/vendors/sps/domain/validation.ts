/** What a transaction is checked for when it is committed. */
import type { Draft, DraftChange } from '../../../kernel/store/world.ts'
import { SpsError } from '../errors.ts'
import { eachReference, keyOf, referencesIn, type Reference } from '../references.ts'
import { namedIn, spsSlice, type NodeRow, type Tables } from '../state.ts'
import { overlongStays } from './cleanup.ts'
import type { Finding } from './finding.ts'
import { hasTarget, isSecret, ownersOf } from './integrity.ts'
import { mergeConflict } from './merge.ts'
import { portConflicts } from './ports.ts'

/**
 * Checks a reconciled draft as a whole.
 *
 * @returns its changes, which secrets that vanish add to
 * @throws SpsError `merge-conflict` or `invalid-configuration`
 */
export function validate(draft: Draft, reconciled: readonly DraftChange[]): readonly DraftChange[] {
  const tables = draft.open(spsSlice)
  const changes = reconciled.filter(({ table }) => table === 'sps.nodes')
  const haveVanished = discardOrphans(tables, changes)
  const present = new Map<string, NodeRow>()
  const torn: NodeRow[] = []
  let doesListen = false
  for (const { key, mine } of changes) {
    const row = tables.nodes.get(key)
    if (row) {
      present.set(key, row)
      doesListen ||= listens(key)
    } else if (mine === undefined) torn.push(...tables.nodes.find('target', key))
  }
  const findings: Finding[] = []
  for (const row of present.values()) {
    if (leadsNowhere(tables, row, present)) torn.push(row)
    noteLostMembers(tables, row, findings)
  }
  if (torn.length > 0)
    throw mergeConflict(
      torn.map(({ path }) => href(path)),
      'left with a reference to an object that no longer exists',
    )
  for (const check of CHECKS) for (const row of present.values()) findings.push(...check(tables, row))
  if (doesListen) findings.push(...portConflicts(tables))
  if (findings.length > 0) throw invalid(findings)
  return haveVanished ? draft.changes() : reconciled
}

/** In the order in which the findings of a commit are told. */
const CHECKS = [sharedNames, sharedSecrets, overlongStays] as const
const NOTHING: readonly Finding[] = []

/** Whether a row refers to what is not there; what was written with it is looked at by itself. */
function leadsNowhere(tables: Tables, { body }: NodeRow, written: ReadonlyMap<string, NodeRow>): boolean {
  let leads = true
  eachReference(body, (one) => {
    if (!written.has(one.$ref) && !hasTarget(tables, one)) leads = false
  })
  return !leads
}

/**
 * Passwords and private keys that nothing refers to vanish: there is no way to delete one (topic doc1931423).
 *
 * @returns whether there were such
 */
function discardOrphans(tables: Tables, changes: readonly DraftChange[]): boolean {
  const secrets = new Set<string>()
  const noteSecret = (path: string): void => void (isSecret(path) && secrets.add(path))
  const noteTarget = ({ $ref }: Reference): void => noteSecret($ref)
  for (const { key, base, mine } of changes) {
    noteSecret(key)
    eachReference((base as NodeRow | undefined)?.body, noteTarget)
    eachReference((mine as NodeRow | undefined)?.body, noteTarget)
  }
  let haveVanished = false
  for (const path of secrets)
    if (tables.nodes.first('target', path) === undefined)
      haveVanished = tables.nodes.delete(path) || haveVanished
  return haveVanished
}

/** A PUT may take a member away that other objects refer to, such as an address of a network interface. */
function noteLostMembers(tables: Tables, { path }: NodeRow, findings: Finding[]): void {
  for (const referrer of tables.nodes.find('part', path))
    for (const one of referencesIn(referrer.body))
      if (one.$ref === path && !hasTarget(tables, one))
        findings.push({
          message: `'${href(referrer.path)}' refers to '${keyOf(one)}', which does not exist`,
          paths: [href(referrer.path)],
        })
}

function sharedNames(tables: Tables, row: NodeRow): readonly Finding[] {
  const { name } = row.body as { name?: unknown }
  if (!row.collection || typeof name !== 'string') return NOTHING
  const paths: string[] = []
  for (const { path } of tables.nodes.find('name', namedIn(row.collection, name))) paths.push(path)
  return paths.length < 2
    ? NOTHING
    : [{ message: `The name '${name}' is used more than once`, paths: paths.map(href) }]
}

function sharedSecrets(tables: Tables, { body }: NodeRow): readonly Finding[] {
  const references = referencesIn(body)
  if (references.length === 0) return NOTHING
  return references
    .map(({ $ref }) => $ref)
    .filter((path) => isSecret(path) && ownersOf(tables, path).length > 1)
    .map((path) => ({
      message: `'${href(path)}' is referenced more than once`,
      paths: [...new Set(ownersOf(tables, path))].map(href),
    }))
}

function listens(path: string): boolean {
  return path.startsWith('local_services/') || path.includes('/connections/')
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
