/**
 * Any interleaving of three sessions' transactions, in both modes, with a person at the web interface and a test that
 * patches the state in between, against a small model of drafts and a three-way merge. A fourth session, which only reads,
 * must see what is committed and nothing else: no change lost, none leaked, none half applied.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actions } from '../../src/vendors/sps/testing/actions.ts'
import { startSps, type Sps, type SpsClient } from '../behaviour/sps/client.ts'
import { LISTS, Model, SINGLETONS, type Mode } from './sps-transactions-model.ts'

const NAMES = ['a', 'b', 'c'] as const

type Command =
  | {
      readonly act: 'open' | 'commit' | 'roll-back' | 'log-in-again' | 'expire' | 'look' | 'reverse'
      readonly who: number
    }
  | { readonly act: 'replace'; readonly who: number; readonly path: string; readonly value: string }
  | { readonly act: 'create'; readonly who: number; readonly name: string }
  | { readonly act: 'delete'; readonly who: number; readonly at: number }
  | { readonly act: 'web-take' | 'web-leave' | 'night' }
  | { readonly act: 'patch'; readonly path: string; readonly value: string }
  | { readonly act: 'patch-away'; readonly at: number }

const who = fc.nat({ max: 2 })
const path = fc.constantFrom(...SINGLETONS)
const value = fc.constantFrom('x', 'y')
const at = fc.nat({ max: 2 })
const act = <const Name extends string>(...names: Name[]) => fc.constantFrom(...names)

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ act: act('open'), who }) },
  { weight: 5, arbitrary: fc.record({ act: act('commit'), who }) },
  { weight: 2, arbitrary: fc.record({ act: act('roll-back', 'log-in-again', 'expire', 'look'), who }) },
  { weight: 2, arbitrary: fc.record({ act: act('reverse'), who }) },
  { weight: 5, arbitrary: fc.record({ act: act('replace'), who, path, value }) },
  { weight: 3, arbitrary: fc.record({ act: act('create'), who, name: fc.constantFrom(...NAMES) }) },
  { weight: 2, arbitrary: fc.record({ act: act('delete'), who, at }) },
  { weight: 1, arbitrary: fc.record({ act: act('web-take', 'web-leave', 'web-leave', 'night') }) },
  { weight: 1, arbitrary: fc.record({ act: act('patch'), path, value }) },
  { weight: 1, arbitrary: fc.record({ act: act('patch-away'), at }) },
)

describe.each(['exclusive', 'parallel'] as const)('three sessions, %s transactions', (mode) => {
  it('see their own changes, merge what goes together and lose nothing else', async () => {
    const sps = await startSps('8.0', { transactions: mode, checkFormats: false })
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 30 }), async (commands) => {
        sps.workspace.reset()
        const run = new Run(sps, mode)
        await run.begin()
        for (const one of commands) await run.play(one)
        for (const index of [0, 1, 2]) await run.look(index)
        await run.audit()
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

/** Plays commands on the product and on the model, and compares. */
class Run {
  readonly #sps: Sps
  readonly #model: Model
  readonly #clients: SpsClient[] = []
  #reader!: SpsClient

  constructor(sps: Sps, mode: Mode) {
    this.#sps = sps
    this.#model = new Model(mode)
  }

  async begin(): Promise<void> {
    for (const index of [0, 1, 2]) this.#clients[index] = await this.#sps.login()
    this.#reader = await this.#sps.login('operator')
    const { values, order } = await seenBy(this.#reader)
    for (const [href, text] of values) this.#model.committed.set(href, text)
    this.#model.order = order
  }

  async play(command: Command): Promise<void> {
    switch (command.act) {
      case 'web-take':
        this.#takeLock()
        break
      case 'web-leave':
        expect(actions['release-config-lock'].run(this.#sps.workspace).released).toBe(this.#model.isWebOpen)
        this.#model.isWebOpen = false
        break
      case 'night':
        await this.#passNight()
        await this.audit()
        break
      case 'patch':
        await this.#patchSingleton(command.path, command.value)
        await this.audit()
        break
      case 'patch-away':
        await this.#patchAway(command.at)
        await this.audit()
        break
      default:
        await this.#act(command)
    }
  }

  /** What a session sees, and what it is told that it has changed, is what the model says. */
  async look(index: number): Promise<void> {
    const client = this.#clients[index]!
    const model = this.#model
    const { values, order } = await seenBy(client)
    expect(sorted(values)).toEqual(sorted(model.view(index)))
    if (!model.drafts[index]) expect(order).toEqual(model.order)
    const { status } = (await client.get('/api/transaction')).json.body
    expect(status).toBe(model.drafts[index] ? 'open' : 'closed')
    const { changes } = (await client.get('/api/transaction/changes')).json
    const told = changes
      .filter(({ type }: { type: string }) => type !== 'reorder')
      .map(({ type, path: changed }: { type: string; path: string }) => [changed, type] as const)
    expect(sorted(new Map(told))).toEqual(sorted(model.changes(index)))
  }

  /** What is committed is what the model says, in its order. */
  async audit(): Promise<void> {
    const { values, order } = await seenBy(this.#reader)
    expect(sorted(values)).toEqual(sorted(this.#model.committed as Map<string, string>))
    expect(order).toEqual(this.#model.order)
    expect(await followed(this.#reader, order[0])).toEqual(order)
    const open = this.#model.drafts.filter((draft) => draft !== undefined)
    expect(this.#sps.workspace.world.drafts(), 'nothing is left of what has ended').toHaveLength(open.length)
  }

  async #act(command: Extract<Command, { who: number }>): Promise<void> {
    const { who: index } = command
    const client = this.#clients[index]!
    const model = this.#model
    const locked = model.isLockedFor(index) ? 'ConfigurationLocked' : undefined
    switch (command.act) {
      case 'open': {
        const expected = model.drafts[index] ? 'TransactionAlreadyOpen' : locked
        expect((await client.post('/api/transaction')).error).toBe(expected)
        if (expected === undefined) model.open(index)
        break
      }
      case 'commit': {
        const before = await this.#hash()
        const { error, isChange } = model.commit(index)
        expect((await client.put('/api/transaction', { status: 'commit' })).error).toBe(error)
        expect((await this.#hash()) !== before, 'the hash changes with what is committed').toBe(isChange)
        await this.audit()
        break
      }
      case 'roll-back': {
        const expected = model.drafts[index] ? undefined : 'NoTransaction'
        expect((await client.delete('/api/transaction')).error).toBe(expected)
        model.drafts[index] = undefined
        await this.audit()
        break
      }
      case 'log-in-again':
        expect((await client.delete('/api/authentication')).status).toBe(200)
        await this.#replaceClient(index)
        break
      case 'expire':
        expect(actions['expire-session'].run(this.#sps.workspace, { session: client.session }).expired).toBe(
          1,
        )
        expect((await client.get('/api')).status).toBe(401)
        await this.#replaceClient(index)
        break
      case 'look':
        await this.look(index)
        break
      case 'reverse': {
        const { body: keys } = (await client.get(`${LISTS}/@order`)).json
        const next = keys.toReversed()
        expect((await client.put(`${LISTS}/@order`, next)).error).toBe(locked)
        if (!locked) model.reorder(index, next)
        break
      }
      case 'replace': {
        const body = bodyAt(command.path, command.value)
        expect((await client.put(command.path, body)).error).toBe(locked)
        if (!locked) model.write(index, command.path, JSON.stringify(body))
        break
      }
      case 'create': {
        const isTaken = [...model.view(index)].some(
          ([href, name]) => href.startsWith(LISTS) && name === command.name,
        )
        const expected = locked ?? (isTaken ? 'DuplicateName' : undefined)
        const answer = await client.post(LISTS, { name: command.name, allow: 'no_user', except: [] })
        expect(answer.error).toBe(expected)
        if (expected === undefined) model.write(index, answer.json.meta.href, command.name)
        break
      }
      case 'delete': {
        const href = [...model.view(index).keys()].filter((one) => one.startsWith(LISTS))[command.at]
        if (href === undefined) break
        expect((await client.delete(href)).error).toBe(locked)
        if (!locked) model.write(index, href, undefined)
        break
      }
    }
  }

  #takeLock(): void {
    const take = (): unknown =>
      actions['take-config-lock'].run(this.#sps.workspace, {
        kind: 'web',
        user: 'eve',
        address: '10.0.0.99',
      })
    if (this.#model.isHeld) {
      expect(take).toThrow('is held by')
      return
    }
    take()
    this.#model.isWebOpen = true
  }

  /** Everybody is idle for so long that every session and transaction ends. */
  async #passNight(): Promise<void> {
    this.#sps.workspace.clock.advance(8 * 60 * 60_000)
    for (const client of this.#clients) expect((await client.get('/api')).status).toBe(401)
    for (const index of [0, 1, 2]) await this.#replaceClient(index)
    this.#reader = await this.#sps.login('operator')
  }

  async #patchSingleton(href: string, text: string): Promise<void> {
    const body = bodyAt(href, text)
    const row = this.#sps.workspace.world.table('sps.nodes').get(keyOf(href)) as object
    const nodes = this.#sps.workspace.world.table('sps.nodes')
    // A merge patch cannot say null, which bodies may hold; a lever of the product's own would write like this.
    this.#sps.workspace.update(() => nodes.put(keyOf(href), { ...row, body }))
    this.#model.committed.set(href, JSON.stringify(body))
  }

  async #patchAway(index: number): Promise<void> {
    const href = this.#model.order[index]
    if (href === undefined) return
    const payload = { nodes: { [keyOf(href)]: null } }
    const answer = await this.#sps.app.inject({ method: 'PATCH', url: '/__mock/state/sps', payload })
    expect(answer.statusCode).toBe(204)
    this.#model.remove(href)
  }

  async #hash(): Promise<string> {
    return (await this.#reader.get('/api/info')).json.body.config_hash
  }

  async #replaceClient(index: number): Promise<void> {
    this.#model.drafts[index] = undefined
    this.#clients[index] = await this.#sps.login()
  }
}

async function seenBy(client: SpsClient): Promise<{ values: Map<string, string>; order: string[] }> {
  const values = new Map<string, string>()
  for (const href of SINGLETONS) values.set(href, JSON.stringify((await client.get(href)).json.body))
  const { items } = (await client.get(LISTS)).json
  for (const { body, meta } of items) values.set(meta.href, body.name)
  return { values, order: items.map(({ meta }: { meta: { href: string } }) => meta.href) }
}

/** The members that one comes to from the first by way of each one's next. */
async function followed(client: SpsClient, first: string | undefined): Promise<string[]> {
  const found: string[] = []
  for (let href: string | null = first ?? null; href !== null;) {
    const { meta } = (await client.get(href)).json
    expect([meta.first, meta.previous]).toEqual([first, found.at(-1) ?? null])
    found.push(meta.href)
    href = meta.next
  }
  return found
}

function bodyAt(href: string, text: string): object {
  return href.endsWith('dns') ? { primary: text, secondary: null } : { [text]: 1 }
}

/** The row of an object, as the store knows it. */
function keyOf(href: string): string {
  return href.slice('/api/configuration/'.length)
}

function sorted<Entry>(map: ReadonlyMap<string, Entry>): [string, Entry][] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
