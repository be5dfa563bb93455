/** Who read, changed and checked out which secret, what is open, and what has changed, each with the requests that tell why. */
import type { SeenRequest } from '../kernel/journal/seen.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Deed, OpenThing } from '../kernel/surface/ledger.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { diffState, type StateChange } from './state-diff.ts'

/** A request, in short. */
export interface LedgerRequest {
  /** Of its entry in the journal. */
  readonly id: string
  /** Method and path; secrets are masked. */
  readonly request: string
  readonly status: number
  readonly operation: string | null
}

export interface SecretDeed {
  readonly surface: string
  readonly does: Deed['does']
  readonly object: string
  /** By login; `null` where the credentials tell no more. */
  readonly by: string | null
  readonly request: LedgerRequest
}

export interface OpenEntry {
  readonly surface: string
  readonly kind: OpenThing['kind']
  readonly object: string | null
  readonly by: string
  readonly requests: readonly LedgerRequest[]
}

/** A row that is another one than it was in the fixtures. */
export interface LedgerChange {
  readonly surface: string
  readonly table: string
  readonly key: string
  readonly change: StateChange['change']
  readonly requests: readonly LedgerRequest[]
}

export interface Ledger {
  readonly secrets: readonly SecretDeed[]
  readonly open: readonly OpenEntry[]
  readonly changes: readonly LedgerChange[]
}

/** So many requests explain one thing; the newest say most. */
const MOST_SHOWN = 5
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** @param only one surface */
export function ledgerOf(kernel: Kernel, workspace: Workspace, only?: string): Ledger {
  const all = workspace.journal.seen()
  const show = shower(workspace)
  const surfaces = kernel.surfaces.filter(({ name }) => only === undefined || name === only)
  const parts = surfaces.map((surface) => {
    const requests = all.filter((one) => one.surface === surface.name)
    return {
      secrets: deedsOf(surface, requests, workspace, show),
      open: (surface.ledger?.open(workspace) ?? []).map(({ kind, object, by, explains }) => ({
        surface: surface.name,
        kind,
        object: object ?? null,
        by,
        requests: show(requests.filter((one) => !one.isRefused && explains(one))),
      })),
      changes: diffState(workspace, surface, {}).map(({ table, key, change }) => ({
        surface: surface.name,
        table,
        key,
        change,
        requests: show(changing(requests, key)),
      })),
    }
  })
  return {
    secrets: parts
      .flatMap(({ secrets }) => secrets)
      .toSorted((a, b) => Number(a.request.id) - Number(b.request.id)),
    open: parts.flatMap(({ open }) => open),
    changes: parts.flatMap(({ changes }) => changes),
  }
}

/** Shows requests, secrets masked. */
export function shower(workspace: Workspace): (requests: readonly SeenRequest[]) => LedgerRequest[] {
  return (requests) =>
    workspace.journal
      .entries(requests.slice(-MOST_SHOWN).map(({ id }) => id))
      .map(({ id, request, response, operation }) => ({
        id,
        request: `${request.method} ${request.path}`,
        status: response.status,
        operation,
      }))
}

function deedsOf(
  surface: AnySurface,
  requests: readonly SeenRequest[],
  workspace: Workspace,
  show: ReturnType<typeof shower>,
): SecretDeed[] {
  const { ledger } = surface
  if (!ledger) return []
  return requests.flatMap((request) => {
    if (request.isRefused || request.operation === undefined) return []
    const url = surface.rewrite?.(request.path) ?? request.path
    const params = surface.find(request.method, url.split('?', 1)[0]!)?.params ?? {}
    const deed = ledger.deed(request, params, workspace)
    const [shown] = deed ? show([request]) : []
    if (!deed || !shown) return []
    return [{ surface: surface.name, ...deed, by: ledger.caller(request, workspace) ?? null, request: shown }]
  })
}

/** The changing requests that speak of a row; where none does, all of them. */
function changing(requests: readonly SeenRequest[], key: string): SeenRequest[] {
  const all = requests.filter(({ isRefused, method }) => !isRefused && !READING.has(method))
  const last = key.split('/').at(-1)!
  const named = all.filter(({ path, message, answerText }) =>
    [path, message.text() ?? '', answerText()].some((text) => text.includes(last)),
  )
  return named.length > 0 ? named : all
}
