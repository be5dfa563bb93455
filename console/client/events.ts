/**
 * Server-sent events by `fetch`: unlike EventSource it can send the token. Goes on after the last event seen when the
 * connection is lost, for as long as it takes.
 */
import { asksForToken, connection, CONTROL, credentials, revision, token } from './session.ts'

export interface Heard {
  readonly event: string
  readonly data: unknown
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 2000

/** @param hear what is called with all that came at once @param signal ends it */
export async function follow(
  path: string,
  hear: (events: readonly Heard[]) => void,
  signal: AbortSignal,
): Promise<void> {
  let last = ''
  let wait = FIRST_WAIT_MS
  let wasLost = false
  while (!signal.aborted) {
    try {
      const headers = { ...credentials(), ...(last === '' ? {} : { 'last-event-id': last }) }
      const answer = await fetch(new URL(path, CONTROL), { headers, signal, cache: 'no-store' })
      if (answer.status === 401) {
        asksForToken.value = true
        await anotherToken(signal)
        continue
      }
      if (!answer.ok || !answer.body) throw new Error(`The stream answers ${answer.status}.`)
      connection.value = 'live'
      wait = FIRST_WAIT_MS
      if (wasLost) revision.value++
      wasLost = false
      for await (const { id, events } of eventsOf(answer.body)) {
        last = id || last
        hear(events)
      }
    } catch {
      if (signal.aborted) return
    }
    wasLost = true
    connection.value = 'lost'
    await pause(wait, signal)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
}

async function* eventsOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ id: string; events: readonly Heard[] }> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += decoder.decode(value, { stream: true })
    const end = text.lastIndexOf('\n\n')
    if (end < 0) continue
    const blocks = text.slice(0, end).split('\n\n').map(fieldsOf)
    text = text.slice(end + 2)
    const id = blocks.findLast((fields) => fields['id'] !== undefined)?.['id'] ?? ''
    const events = blocks.flatMap(({ event = 'message', data }) =>
      data === undefined ? [] : [{ event, data: JSON.parse(data) as unknown }],
    )
    yield { id, events }
  }
}

function fieldsOf(block: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart()
  }
  return fields
}

function anotherToken(signal: AbortSignal): Promise<void> {
  const refused = token.value
  return new Promise((resolve) => {
    const stop = token.subscribe((given) => {
      if (given === refused) return
      queueMicrotask(() => stop())
      resolve()
    })
    signal.addEventListener('abort', () => resolve())
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
    signal.addEventListener('abort', () => resolve())
  })
}
