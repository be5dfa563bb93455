/** An answer as a fault: the next such request is answered so, once. */
import type { BriefEntry, Effect } from '../client/shapes.ts'
import { quoted } from './curl.ts'
import { matchOf, type EntryMatch } from './match.ts'

export interface FaultDraft {
  readonly match: EntryMatch
  readonly times: number
  readonly effect: Effect
}

/** The product's own refusal where it refused; else an answer that clients must be ready for. */
export function faultOf(entry: BriefEntry): FaultDraft {
  return { match: matchOf(entry), times: 1, effect: effectOf(entry) }
}

/** @param control where the control plane is, with its slash */
export function faultLineOf(entry: BriefEntry, control: string): string {
  return `curl -X POST ${quoted(`${control}faults`)} \\\n  -d ${quoted(JSON.stringify(faultOf(entry)))}`
}

function effectOf({ reason, response: { status }, surface }: BriefEntry): Effect {
  if (reason && surface !== null && reason.rule.startsWith(`${surface}.`))
    return { type: 'refuse', rule: reason.rule }
  if (status === 0) return { type: 'reset' }
  return { type: 'status', status: status >= 400 ? status : 503 }
}
