/** Who read, changed and checked out which secret, what is open, and what has changed, each with the requests that tell why. */
import { inTurns } from '../kernel/in-turns.ts'
import type { SeenRequest } from '../kernel/journal/seen.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Deed, OpenThing } from '../kernel/surface/ledger.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { walkDiff, type StateChange } from './state-diff.ts'

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
/** So many things of a surface are explained: what explains one is looked for in every request. */
const MOST_EXPLAINED = 1000
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Shows requests, secrets masked. */
type Show = (requests: readonly SeenRequest[]) => LedgerRequest[]

/** A surface's part, each list made with pauses (`undefined`), in which others may have a turn. */
export interface LedgerPart {
  readonly secrets: () => Generator<SecretDeed | undefined>
  readonly open: () => Generator<OpenEntry | undefined>
  readonly changes: () => Generator<LedgerChange | undefined>
}

/** The parts of this moment. @param only one surface */
export async function ledgerOf(kernel: Kernel, workspace: Workspace, only?: string): Promise<LedgerPart[]> {
  const surfaces = kernel.surfaces.filter(({ name }) => only === undefined || name === only)
  const diffs = surfaces.map((surface) => walkDiff(workspace, surface, {}))
  const opened = surfaces.map(({ ledger }) => ledger?.open(workspace) ?? [])
  const all = await inTurns(workspace.journal.seen())
  const show = await inTurns(shower(workspace))
  return surfaces.map((surface, at) => {
    const requests = all.filter((one) => one.surface === surface.name)
    return {
      secrets: () => deedsOf(surface, requests, workspace, show),
      open: () => openOf(surface, opened[at]!, requests, show),
      changes: () => changesOf(surface, diffs[at]!, requests, show),
    }
  })
}

/** What shows requests; gathered with pauses. */
export function* shower({ journal }: Workspace): Generator<undefined, Show> {
  const lookUp = yield* journal.lookUp()
  const known = new Map<string, LedgerRequest | undefined>()
  const shown = (id: string): LedgerRequest | undefined => {
    if (known.has(id)) return known.get(id)
    const entry = lookUp(id)
    const request = entry && {
      id,
      request: `${entry.request.method} ${entry.request.path}`,
      status: entry.response.status,
      operation: entry.operation,
    }
    known.set(id, request)
    return request
  }
  return (requests) => requests.slice(-MOST_SHOWN).flatMap(({ id }) => shown(id) ?? [])
}

function* deedsOf(
  surface: AnySurface,
  requests: readonly SeenRequest[],
  workspace: Workspace,
  show: Show,
): Generator<SecretDeed | undefined> {
  const { ledger } = surface
  if (!ledger) return
  for (const request of requests) {
    yield undefined
    if (request.isRefused || request.operation === undefined) continue
    const url = surface.rewrite?.(request.path) ?? request.path
    const params = surface.find(request.method, url.split('?', 1)[0]!)?.params ?? {}
    const deed = ledger.deed(request, params, workspace)
    const [shown] = deed ? show([request]) : []
    if (!deed || !shown) continue
    yield { surface: surface.name, ...deed, by: ledger.caller(request, workspace) ?? null, request: shown }
  }
}

function* openOf(
  surface: AnySurface,
  things: readonly OpenThing[],
  requests: readonly SeenRequest[],
  show: Show,
): Generator<OpenEntry | undefined> {
  for (const [at, { kind, object, by, explains }] of things.entries()) {
    const explaining = yield* newest(
      at < MOST_EXPLAINED ? requests : [],
      (one) => !one.isRefused && explains(one),
    )
    yield { surface: surface.name, kind, object: object ?? null, by, requests: show(explaining) }
  }
}

function* changesOf(
  surface: AnySurface,
  diff: ReturnType<typeof walkDiff>,
  requests: readonly SeenRequest[],
  show: Show,
): Generator<LedgerChange | undefined> {
  const changing = requests.filter(({ isRefused, method }) => !isRefused && !READING.has(method))
  let explained = 0
  for (const found of diff()) {
    yield undefined
    if (!found) continue
    const { table, key, change } = found
    const explaining = explained++ < MOST_EXPLAINED ? yield* speakingOf(key, changing) : []
    yield { surface: surface.name, table, key, change, requests: show(explaining) }
  }
}

/** The changing requests that speak of a row; where none does, all of them. */
function* speakingOf(
  key: string,
  changing: readonly SeenRequest[],
): Generator<undefined, readonly SeenRequest[]> {
  const last = key.split('/').at(-1)!
  const named = yield* newest(changing, ({ path, message, answerText }) =>
    [path, message.text() ?? '', answerText()].some((text) => text.includes(last)),
  )
  return named.length > 0 ? named : changing
}

/** The newest ones that are as they should be, as many as are shown, oldest first. */
function* newest(
  requests: readonly SeenRequest[],
  isSo: (request: SeenRequest) => boolean,
): Generator<undefined, SeenRequest[]> {
  const found: SeenRequest[] = []
  for (let at = requests.length - 1; at >= 0 && found.length < MOST_SHOWN; at--) {
    if (isSo(requests[at]!)) found.push(requests[at]!)
    yield undefined
  }
  return found.reverse()
}
