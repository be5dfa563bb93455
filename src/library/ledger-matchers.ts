/** Matchers of Jest and Vitest about the products' objects: what is open, what was read, what has changed. */
import type { LedgerChange, LedgerRequest, OpenEntry, SecretDeed } from '../control/ledger.ts'
import type { SurfaceName } from '../kernel/names.ts'
import { onlyMembers, onlyTables } from './matcher-names.ts'
import type { MatcherResult } from './matcher-result.ts'
import type { WorkspaceHandle } from './workspace.ts'

type Received = Pick<WorkspaceHandle, 'ledger'>
type ReceivedWithState = Pick<WorkspaceHandle, 'ledger' | 'state'>

/** Whose things are looked at; everybody's by default. */
export interface OpenFilter {
  readonly surface?: SurfaceName
  /** A user, by login. */
  readonly by?: string
}

/** How often, and by whom, a secret has been read. */
export interface ReadFilter {
  /** Exactly so often; at least once by default. */
  readonly times?: number
  /** A user, by login. */
  readonly by?: string
}

/** Rows by surface and table: their keys, or by key what became of each. */
export type ExpectedChanges = {
  readonly [Name in SurfaceName]?: Readonly<
    Record<string, readonly string[] | Readonly<Record<string, LedgerChange['change']>>>
  >
}

export const toHaveNothingCheckedOut = openMatcher(
  'toHaveNothingCheckedOut',
  'check-out',
  'password checked out',
)
export const toHaveNoOpenTransaction = openMatcher(
  'toHaveNoOpenTransaction',
  'transaction',
  'open transaction',
)
export const toHaveNoOpenSession = openMatcher('toHaveNoOpenSession', 'session', 'open session')

/** Whether clients have read a secret: an account or a record, by its id. */
export async function toHaveReadSecret(
  received: Received,
  object: string,
  how: ReadFilter = {},
): Promise<MatcherResult> {
  const { times, by } = onlyMembers('toHaveReadSecret', how, ['times', 'by'])
  const { secrets } = await ledgerOf(received, 'toHaveReadSecret').get({ object })
  const reads = secrets.filter((one) => one.does === 'read' && (by === undefined || one.by === by))
  const whom = by === undefined ? '' : ` by "${by}"`
  const often = times === undefined ? 'at least once' : countOf(times, 'time')
  return {
    pass: times === undefined ? reads.length > 0 : reads.length === times,
    message: () =>
      [
        `Secret "${object}" was read ${countOf(reads.length, 'time')}${whom}; expected was ${often}.`,
        ...secrets.map(describeDeed),
      ].join('\n'),
  }
}

/**
 * Whether just these rows have changed since the fixtures; without an argument, whether any has. What a product notes down by
 * itself (sessions, trails, counters) is left out.
 */
export async function toHaveChanged(
  received: ReceivedWithState,
  expected?: ExpectedChanges,
): Promise<MatcherResult> {
  const { changes } = await ledgerOf(received, 'toHaveChanged').get()
  if (expected === undefined) {
    const all = changes.map(describeChange)
    return {
      pass: changes.length > 0,
      message: () => [changes.length > 0 ? 'These have changed:' : 'Nothing has changed.', ...all].join('\n'),
    }
  }
  onlyTables('toHaveChanged', expected, await received.state.count())
  const wanted = new Map(
    Object.entries(expected).flatMap(([surface, tables]) => Array.from(wantedIn(surface, tables))),
  )
  const extra = changes.filter((one) => !isWanted(one, wanted.get(placeOf(one))))
  const found = new Set(changes.filter((one) => !extra.includes(one)).map(placeOf))
  const missing = [...wanted].filter(([place]) => !found.has(place))
  return {
    pass: extra.length === 0 && missing.length === 0,
    message: () =>
      [
        extra.length + missing.length === 0
          ? 'Just these have changed:'
          : 'Other things have changed than expected.',
        ...missing.map(([place, change]) =>
          change === 'another'
            ? `  ${place} was to differ, and does not`
            : `  ${place} was to be ${change}, and is not`,
        ),
        ...(extra.length > 0 ? extra : changes).map(describeChange),
      ].join('\n'),
  }
}

/** Whether nothing that clients do will hurt on the product. */
export async function toHaveNoAdvice(
  received: ReceivedWithState,
  which: { readonly surface?: SurfaceName; readonly except?: readonly string[] } = {},
): Promise<MatcherResult> {
  const { surface, except = [] } = onlyMembers('toHaveNoAdvice', which, ['surface', 'except'])
  const all = await ledgerOf(received, 'toHaveNoAdvice').advice()
  if (surface !== undefined) onlyTables('toHaveNoAdvice', { [surface]: {} }, await received.state.count())
  const found = all.filter((one) => !except.includes(one.rule) && (surface ?? one.surface) === one.surface)
  return {
    pass: found.length === 0,
    message: () =>
      found.length === 0
        ? 'Expected some advice, but there is none.'
        : [
            'What the client does works here and will hurt on the product:',
            ...found.map(({ rule, sentence, source, count, requests }) =>
              withRequests(`  ${rule} (${countOf(count, 'request')}): ${sentence} [${source}]`, requests),
            ),
          ].join('\n'),
  }
}

function openMatcher(matcher: string, kind: OpenEntry['kind'], what: string) {
  return async (received: Received, whose: OpenFilter = {}): Promise<MatcherResult> => {
    const { surface, by } = onlyMembers(matcher, whose, ['surface', 'by'])
    const { open } = await ledgerOf(received, matcher).get(surface === undefined ? {} : { surface })
    const found = open.filter((one) => one.kind === kind && (by === undefined || one.by === by))
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? `Expected some ${what}, but there is none.`
          : [
              `Expected no ${what}, but there ${found.length === 1 ? 'is' : 'are'} ${found.length}.`,
              ...found.map(({ surface: name, object, by: user, requests }) =>
                withRequests(`  ${name}${object === null ? '' : ` "${object}"`}, by "${user}"`, requests),
              ),
            ].join('\n'),
    }
  }
}

function ledgerOf(received: Received, matcher: string): WorkspaceHandle['ledger'] {
  if (typeof received?.ledger?.get === 'function') return received.ledger
  throw new TypeError(`${matcher} expects the handle of an emulator or of a workspace.`)
}

function* wantedIn(
  surface: string,
  tables: ExpectedChanges[string] = {},
): Generator<[string, LedgerChange['change'] | 'another']> {
  for (const [table, rows] of Object.entries(tables))
    for (const [key, change] of Array.isArray(rows)
      ? (rows as readonly string[]).map((one) => [one, 'another'] as const)
      : Object.entries(rows as Readonly<Record<string, LedgerChange['change']>>))
      yield [placeOf({ surface, table, key }), change]
}

function isWanted({ change }: LedgerChange, wanted: string | undefined): boolean {
  return wanted === 'another' || wanted === change
}

function placeOf({ surface, table, key }: Pick<LedgerChange, 'surface' | 'table' | 'key'>): string {
  return `${surface}.${table}.${key}`
}

function describeChange(change: LedgerChange): string {
  return withRequests(`  ${placeOf(change)} was ${change.change}`, change.requests)
}

function withRequests(line: string, requests: readonly LedgerRequest[]): string {
  return [line, ...requests.map(describeRequest)].join('\n')
}

function describeDeed({ does, by, request }: SecretDeed): string {
  return `  ${does} by ${by === null ? 'somebody' : `"${by}"`}\n${describeRequest(request)}`
}

function describeRequest({ id, request, status }: LedgerRequest): string {
  return `    #${id} ${request} → ${status}`
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
