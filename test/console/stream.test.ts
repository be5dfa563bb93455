import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { streamJournal, type StreamOptions } from '../../src/control/journal-stream.ts'
import type { Exchange } from '../../src/kernel/journal/entry.ts'
import { Journal } from '../../src/kernel/journal/journal.ts'
import { Maskers } from '../../src/kernel/journal/mask.ts'
import { eventsOf, readEvents, type SeenEvent } from '../support/events.ts'
import { startWholeServer } from '../support/server.ts'

const exchange = (more: Partial<Exchange> = {}): Exchange => ({
  at: 0,
  surface: 'shop',
  operation: 'shop.cart.get',
  method: 'GET',
  path: '/shop/cart',
  requestHeaders: [],
  requestBody: undefined,
  status: 200,
  responseHeaders: [],
  responseBody: '',
  isSecretAnswer: false,
  durationMs: 1,
  reason: undefined,
  ...more,
})

const journalOf = (entries: number): Journal => new Journal('w', { entries, bytes: 1e8 }, new Maskers([]))
const fill = (journal: Journal, count: number, more?: Partial<Exchange>): void => {
  for (let n = 0; n < count; n++) journal.add(exchange(more))
}

describe('a stream of the journal', () => {
  const follow = (journal: Journal, options: Partial<StreamOptions> = {}) => {
    const stream = streamJournal(journal, { query: {}, ...options })
    onTestFinished(() => void stream.destroy())
    return eventsOf(stream)
  }

  it('begins with what is to come, or with the newest of what is there', async () => {
    const journal = journalOf(100)
    fill(journal, 3)
    const [fresh, recent] = [follow(journal), follow(journal, { recent: 2 })]
    journal.add(exchange({ status: 418 }))
    expect((await fresh.until(2)).map(idOf)).toEqual(['ready 3', '4'])
    expect((await recent.until(4)).map(idOf)).toEqual(['ready 1', '2', '3', '4'])
  })

  it('gives what a match asks for alone, briefly where that is wanted', async () => {
    const journal = journalOf(100)
    const events = follow(journal, { query: { match: { status: 404 } }, brief: true })
    fill(journal, 5)
    journal.add(exchange({ status: 404 }))
    const [, found] = await events.until(2)
    expect(JSON.parse(found!.data)).toEqual({
      id: '6',
      at: '1970-01-01T00:00:00.000Z',
      workspace: 'w',
      surface: 'shop',
      operation: 'shop.cart.get',
      request: { method: 'GET', path: '/shop/cart' },
      response: { status: 404 },
      durationMs: 1,
    })
  })

  it('goes on after the last event that a reader has seen', async () => {
    const journal = journalOf(100)
    fill(journal, 5)
    const lastEvent = `${journal.era}-3`
    expect((await follow(journal, { lastEvent }).until(3)).map(idOf)).toEqual(['ready 3', '4', '5'])
  })

  it.each(['', 'nonsense', '-', 'x-y-z'])('takes no notice of "%s" for an event', async (lastEvent) => {
    const journal = journalOf(100)
    fill(journal, 2)
    const events = follow(journal, { lastEvent })
    fill(journal, 1)
    expect((await events.until(2)).map(idOf)).toEqual(['ready 2', '3'])
  })

  it('says that all is forgotten when an event is of another time, and begins anew', async () => {
    const journal = journalOf(100)
    fill(journal, 2)
    const events = follow(journal, { lastEvent: '00000000-1' })
    expect((await events.until(4)).map(idOf)).toEqual(['cleared 0', 'ready 0', '1', '2'])
    journal.clear()
    fill(journal, 1)
    expect((await events.until(6)).map(idOf).slice(4)).toEqual(['cleared 0', '1'])
  })

  it('says how many entries were forgotten before they could be sent', async () => {
    const journal = journalOf(10)
    fill(journal, 4)
    const lastEvent = `${journal.era}-2`
    fill(journal, 20)
    const [, missed, first] = await follow(journal, { lastEvent }).until(3)
    expect([missed?.event, JSON.parse(missed!.data), first && idOf(first)]).toEqual([
      'missed',
      { count: 12 },
      '15',
    ])
  })

  it('gives thousands of entries, in order, a chunk at a time', async () => {
    const journal = journalOf(10_000)
    fill(journal, 10_000)
    const events = await follow(journal, { recent: 10_000, brief: true }).until(10_001)
    expect(events.slice(1).map(idOf)).toEqual(Array.from({ length: 10_000 }, (_, at) => String(at + 1)))
  })

  it('keeps nothing for a reader who takes nothing, and lets them go when much has come', async () => {
    const journal = journalOf(10_000)
    const stream = streamJournal(journal, { query: {} })
    onTestFinished(() => void stream.destroy())
    const body = 'x'.repeat(2000)
    let most = 0
    for (let turn = 0; turn < 30; turn++) {
      fill(journal, 100, { responseBody: body })
      await new Promise((resolve) => setImmediate(resolve))
      most = Math.max(most, stream.readableLength)
    }
    // What is kept by the stream itself, and one chunk.
    expect(most).toBeLessThan(65_536 + 100 * 2600)
    const events = eventsOf(stream)
    const seen = await events.all()
    expect(seen.at(-1)?.event).toBe('dropped')
    expect(seen.length).toBeLessThan(1000)
    fill(journal, 1)
    expect(await events.all()).toHaveLength(seen.length)
  })

  it('looks now and then whether its workspace is still there, and ends when it is not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    let isThere = true
    const events = follow(journalOf(10), { isThere: () => isThere })
    await events.until(1)
    vi.advanceTimersByTime(15_000)
    isThere = false
    vi.advanceTimersByTime(15_000)
    expect(await events.all()).toHaveLength(1)
  })

  it('ends with the emulator', async () => {
    const journal = journalOf(10)
    let close = (): void => undefined
    const events = follow(journal, { onClosing: (listener) => ((close = listener), () => undefined) })
    await events.until(1)
    close()
    expect((await events.all()).map(({ event }) => event)).toEqual(['ready'])
  })
})

describe('GET /__mock/journal/stream', () => {
  it('tells of a refused request with its reason, and of nothing else where that is asked for', async () => {
    const { http } = await startWholeServer({ port: [0] })
    const events = await readEvents(`${http}/__mock/journal/stream?refused=true`)
    expect(events.headers.get('content-type')).toBe('text/event-stream')
    expect(events.headers.get('cache-control')).toBe('no-store')
    await events.until(1)
    await fetch(`${http}/api/configuration`)
    const [, entry] = await events.until(2)
    expect(JSON.parse(entry!.data)).toMatchObject({
      operation: 'sps.configuration.list',
      response: { status: 401 },
      reason: { rule: 'sps.session.missing' },
    })
  })

  it('is of the workspace that is asked', async () => {
    const { http } = await startWholeServer({ port: [0] })
    await fetch(`${http}/__mock/workspaces`, { method: 'POST', body: '{"id":"team"}' })
    const events = await readEvents(`${http}/w/team/__mock/journal/stream`)
    await events.until(1)
    await fetch(`${http}/api/configuration`)
    await fetch(`${http}/w/team/api/user_info`)
    const [, entry] = await events.until(2)
    expect(JSON.parse(entry!.data)).toMatchObject({
      workspace: 'team',
      request: { path: '/w/team/api/user_info' },
    })
  })

  it('refuses names that no catalogue holds, before anything is streamed', async () => {
    const { http } = await startWholeServer({ port: [0] })
    const answer = await fetch(`${http}/__mock/journal/stream?surface=spps`)
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('did you mean "sps"?'),
    ])
  })

  it('answers HEAD, and stops with the emulator', async () => {
    const server = await startWholeServer({ port: [0] })
    const url = `${server.http}/__mock/journal/stream`
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    const events = await readEvents(url)
    await events.until(1)
    await server.close()
    expect((await events.all()).map(({ event }) => event)).toEqual(['ready'])
  })
})

/** `12` for an entry, `ready 12` for what is said of the stream. */
function idOf({ event, id }: SeenEvent): string {
  const number = id.split('-')[1] ?? ''
  return event === 'message' ? number : `${event} ${number}`
}
