/** Reads server-sent events, as many as a test waits for. */
import { onTestFinished } from 'vitest'

export interface SeenEvent {
  readonly event: string
  readonly id: string
  readonly data: string
}

export interface Events {
  /** The first so many, once they have come. */
  until(count: number): Promise<readonly SeenEvent[]>
  /** All of them, once the stream has ended. */
  all(): Promise<readonly SeenEvent[]>
}

export function eventsOf(chunks: AsyncIterable<string | Uint8Array>): Events {
  const seen: SeenEvent[] = []
  const waiting = new Set<() => void>()
  let isOver = false
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder()
    let text = ''
    try {
      for await (const chunk of chunks) {
        text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        seen.push(...blocks.flatMap(eventOf))
        for (const look of waiting) look()
      }
    } catch {
      // It was cut; what came is what there is.
    }
    isOver = true
    for (const look of waiting) look()
  }
  void read()
  const when = (holds: () => boolean): Promise<readonly SeenEvent[]> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds() && !isOver) return
        waiting.delete(look)
        if (holds()) resolve([...seen])
        else reject(new Error(`The stream ended after ${seen.length} events.`))
      }
      waiting.add(look)
      look()
    })
  return {
    until: async (count) => (await when(() => seen.length >= count)).slice(0, count),
    all: () => when(() => isOver),
  }
}

export async function readEvents(url: string, headers = {}): Promise<Events & { readonly headers: Headers }> {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const answer = await fetch(url, { headers, signal: abort.signal })
  return { ...eventsOf(answer.body as unknown as AsyncIterable<Uint8Array>), headers: answer.headers }
}

function eventOf(block: string): SeenEvent[] {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
  )
  const data = fields.get('data')
  if (data === undefined) return []
  return [{ event: fields.get('event') ?? 'message', id: fields.get('id') ?? '', data }]
}
