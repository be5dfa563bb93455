/** `pam-mock tail`: the journal of an emulator as it is written. */
import { setTimeout as pause } from 'node:timers/promises'
import type { JournalEntry } from '../../kernel/journal/entry.ts'
import { CONTROL_ROOT } from '../../kernel/journal/recording.ts'
import { UserError } from '../../kernel/errors.ts'
import { placeOf } from '../place.ts'
import { eventsOf, type StreamEvent } from './events.ts'
import { lineOf } from './line.ts'

export interface TailOptions {
  readonly surface?: string
  readonly operation?: string
  readonly status?: string
  readonly rule?: string
  readonly refused?: boolean
  /** How many of the newest entries that are there already come first. */
  readonly recent?: string
  readonly unmasked?: boolean
  readonly json?: boolean
}

const WAIT_MS = 1000

/**
 * Prints entries until it is stopped: for people on a terminal, a line of JSON for each elsewhere. An emulator that has
 * gone is waited for.
 *
 * @throws UserError in one sentence when there is none at first, or it refuses
 */
export async function tail(url: string | undefined, options: TailOptions): Promise<void> {
  const { stdout } = process
  // Whoever reads has had enough.
  stdout.on('error', () => process.exit(0))
  const isForPeople = stdout.isTTY && !options.json
  const isColoured = isForPeople && process.env['NO_COLOR'] === undefined
  const stream = streamUrl(placeOf(url), options)
  let last = ''
  for (let isFirst = true; ; isFirst = false) {
    const body = await open(stream, last).catch((error: unknown) => {
      if (isFirst || !(error instanceof Gone)) throw error
    })
    if (body && !isFirst) console.error('pam-mock: it answers again.')
    try {
      for await (const event of body ? eventsOf(body) : []) {
        last = event.id || last
        if (event.event !== 'message') tell(event)
        else if (isForPeople) console.log(lineOf(JSON.parse(event.data) as JournalEntry, isColoured))
        else console.log(event.data)
      }
    } catch {
      // Cut; what is missing comes when it answers again.
    }
    if (body) console.error('pam-mock: the emulator has gone; waiting for it.')
    await pause(WAIT_MS)
  }
}

function streamUrl(base: string, options: TailOptions): URL {
  const { surface, operation, status, rule, refused, unmasked, recent: limit } = options
  const url = new URL(`${base}${CONTROL_ROOT}/journal/stream`)
  for (const [name, value] of Object.entries({ surface, operation, status, rule, refused, unmasked, limit }))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

/** Nobody answers. */
class Gone extends UserError {}

async function open(url: URL, last: string): Promise<AsyncIterable<Uint8Array>> {
  const token = process.env['PAM_MOCK_CONTROL_TOKEN']
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(last === '' ? {} : { 'last-event-id': last }),
  }
  const answer = await fetch(url, { headers }).catch((error: unknown) => {
    const { code = 'it cannot be reached' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
    throw new Gone(`The emulator at "${url.host}" does not answer: ${code}.`)
  })
  if (answer.status === 401)
    throw new UserError('The control plane asks for its token; give it in PAM_MOCK_CONTROL_TOKEN.')
  if (!answer.ok || !answer.body) {
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string }
    throw new UserError(problem.detail ?? `The emulator at "${url.host}" answers ${answer.status}.`)
  }
  return answer.body
}

function tell({ event, data }: StreamEvent): void {
  const { count } = JSON.parse(data) as { count?: number }
  const said = {
    cleared: 'the journal begins anew.',
    missed: `the journal has forgotten ${count} entries before they could be shown.`,
    dropped: 'entries came faster than they were read; going on from there.',
  }[event]
  if (said !== undefined) console.error(`pam-mock: ${said}`)
}
