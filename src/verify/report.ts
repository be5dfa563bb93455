/** What came of it, operation by operation: as JSON for a file, and as lines for people. Neither holds what is the target's own. */
import { readVersion } from '../config/package.ts'
import type { ContractPart } from '../kernel/surface/contract.ts'
import type { Evidence } from '../kernel/surface/operation.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { systemClock } from '../kernel/world/clock.ts'
import type { Found } from './asking.ts'
import { isOfPart, notAskedOf, operationOf } from './stories.ts'
import type { Verified } from './verify.ts'

export interface ReportedDifference {
  readonly story: string
  readonly step: string
  /** `status`, `headers`, `header content-type`, `cookie session_id`, `body /json/pointer members`. */
  readonly place: string
  readonly target: string
  readonly emulator: string
  /** What can be set so that it is no more: `sps.texts.unauthorized.message`, `profile sps=7.0`. */
  readonly decidedBy: readonly string[]
}

export interface ReportedOperation {
  readonly operation: string
  readonly evidence?: Evidence
  readonly outcome: 'same' | 'differs' | 'not asked'
  /** How many requests were made for it. */
  readonly asked: number
  /** Why nothing was asked. */
  readonly reason?: string
  readonly differences?: readonly ReportedDifference[]
}

export interface Report {
  readonly format: 1
  readonly pamMock: string
  readonly surface: string
  /** The day, such as `2026-01-31`. */
  readonly day: string
  /** What the product calls its version; `null` where it does not tell. */
  readonly productVersion: string | null
  readonly writes: boolean
  readonly requests: number
  readonly profile: string
  readonly settings: Readonly<Record<string, unknown>>
  /** Settings that were found and not taken over, since they hold a name of the target's. */
  readonly withheld: readonly string[]
  readonly operations: readonly ReportedOperation[]
}

/** @param only operations that were wanted; all, if nothing is said */
export function reportOf(
  verified: Verified,
  writes: boolean,
  isWanted: (operation: string) => boolean,
): Report {
  const { surface, settings, withheld, requests, productVersion, redactor } = verified
  return {
    format: 1,
    pamMock: readVersion(),
    surface: surface.name,
    day: new Date(systemClock.now()).toISOString().slice(0, 10),
    productVersion: productVersion === undefined ? null : productVersion,
    writes,
    requests,
    profile: settings.profile,
    settings: JSON.parse(redactor.text(JSON.stringify(settings.knobs))) as Report['settings'],
    withheld,
    operations: operationsOf(verified).filter(({ operation }) => isWanted(operation)),
  }
}

function operationsOf(verified: Verified): ReportedOperation[] {
  const { surface, part, played, differences, deciders, redactor } = verified
  const evidence = new Map(surface.operations.map(({ operation }) => [operation.id, operation.evidence]))
  const asked = new Map<string, number>()
  const skipped = new Map<string, string>()
  for (const { story, steps, notAsked } of played) {
    for (const { sent } of steps) count(asked, operationOf(surface, sent))
    for (const step of notAsked === undefined ? [] : story.steps.slice(steps.length))
      skipped.set(operationOf(surface, step), notAsked!)
  }
  const found = grouped(differences, (one) => operationOf(surface, stepOf(played, one)))
  const reasons = new Map([...notAskedOf(surface), ...elsewhere(surface, part)])
  const ids = new Set([...evidence.keys(), ...asked.keys(), ...found.keys()])
  return [...ids].toSorted().map((operation): ReportedOperation => {
    const own = found.get(operation) ?? []
    const times = asked.get(operation) ?? 0
    const known = evidence.get(operation)
    const told = { operation, asked: times, ...(known && { evidence: known }) }
    if (own.length === 0 && times > 0) return Object.assign(told, { outcome: 'same' as const })
    if (own.length === 0) {
      const reason = skipped.get(operation) ?? reasons.get(operation) ?? 'it writes'
      return Object.assign(told, { outcome: 'not asked' as const, reason })
    }
    const shown = own.map((one) => ({
      story: one.story.name,
      step: one.step,
      place: redactor.text(one.place),
      target: redactor.text(one.target),
      emulator: redactor.text(one.emulator),
      decidedBy: deciders.get(one) ?? [],
    }))
    return Object.assign(told, { outcome: 'differs' as const, differences: shown })
  })
}

/** Operations of which the part that is there has none. */
function elsewhere(surface: AnySurface, part: ContractPart | undefined): Map<string, string> {
  if (!part) return new Map()
  const there = new Set(
    surface.operations.filter(({ path }) => isOfPart(part, path)).map(({ operation }) => operation.id),
  )
  return new Map(
    surface.operations
      .filter(({ operation }) => !there.has(operation.id))
      .map(({ operation }) => [operation.id, `only ${part.name} answers there`]),
  )
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function stepOf(played: Verified['played'], { story, step }: Found): { method: string; path: string } {
  const sent = played.find((one) => one.story === story)?.steps.find((one) => one.step.name === step)?.sent
  return sent ?? story.steps.find(({ name }) => name === step)!
}

const SHOWN = 200

/** For a terminal: what differs first, then why nothing was asked, then the sum. */
export function linesOf({ operations, profile, surface, settings, withheld }: Report): string[] {
  const differing = operations.filter(({ outcome }) => outcome === 'differs')
  const lines = differing.flatMap(({ operation, differences = [] }) => [
    `${operation} differs`,
    ...differences.flatMap(({ story, step, place, target, emulator, decidedBy }) => [
      `  ${story} / ${step}: ${place}`,
      `    target    ${short(target)}`,
      `    emulator  ${short(emulator)}`,
      `    ${decidedBy.length > 0 ? `decided by ${decidedBy.join(', ')}` : 'not reachable by any setting'}`,
    ]),
  ])
  const reasons = grouped(
    operations.filter(({ outcome }) => outcome === 'not asked'),
    ({ reason = '' }) => reason,
  )
  for (const [reason, own] of reasons)
    lines.push(`not asked, since ${reason}: ${own.map(({ operation }) => operation).join(', ')}`)
  const isSet = Object.keys(settings).length > 0
  if (differing.length > 0)
    lines.push(
      `As the target answers: profile ${surface}=${profile}${isSet ? `, settings ${JSON.stringify({ [surface]: settings })}` : ''}`,
    )
  for (const name of withheld) lines.push(`${name} is not taken over, since it holds a name of the target's.`)
  const counts = (outcome: ReportedOperation['outcome']): number =>
    operations.filter((one) => one.outcome === outcome).length
  const unreached = differing
    .flatMap(({ differences = [] }) => differences)
    .filter(({ decidedBy }) => decidedBy.length === 0).length
  lines.push(
    `${operations.length} operations: ${counts('same')} same, ${counts('differs')} differ, ${counts('not asked')} not asked; ${unreached} differences are not reachable by any setting.`,
  )
  return lines
}

function short(text: string): string {
  const line = text.replaceAll('\n', '⏎')
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
