/** Any interleaving of three sessions' transactions, in both modes, against a small model of drafts and a three-way merge. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startSps, type Sps, type SpsClient } from '../behaviour/sps/client.ts'

const TREE = '/api/configuration'
const LISTS = `${TREE}/policies/userlists`
const SINGLETONS = [`${TREE}/network/dns`, `${TREE}/datetime`, `${TREE}/troubleshooting`] as const
const NAMES = ['a', 'b', 'c'] as const

type Command =
  | {
      readonly act: 'open' | 'commit' | 'roll-back' | 'log-in-again' | 'expire' | 'look'
      readonly who: number
    }
  | { readonly act: 'replace'; readonly who: number; readonly path: string; readonly value: string }
  | { readonly act: 'create'; readonly who: number; readonly name: string }
  | { readonly act: 'delete'; readonly who: number; readonly at: number }

const who = fc.nat({ max: 2 })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('open' as const), who }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('commit' as const), who }) },
  fc.record({
    act: fc.constantFrom('roll-back' as const, 'log-in-again' as const, 'expire' as const, 'look' as const),
    who,
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('replace' as const),
      who,
      path: fc.constantFrom(...SINGLETONS),
      value: fc.constantFrom('x', 'y'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('create' as const), who, name: fc.constantFrom(...NAMES) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('delete' as const), who, at: fc.nat({ max: 2 }) }) },
)

describe.each(['exclusive', 'parallel'] as const)('three sessions, %s transactions', (mode) => {
  it('see their own changes, merge what goes together and lose nothing else', async () => {
    const sps = await startSps('8.0', { transactions: mode })
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
        sps.workspace.reset()
        const world = new Run(sps, mode)
        await world.begin()
        for (const one of commands) await world.play(one)
        for (const index of [0, 1, 2]) await world.look(index)
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

/** An object's value as text; `undefined` where there is none. */
type Value = string | undefined
type Draft = Map<string, { readonly base: Value; mine: Value }>

class Model {
  readonly committed = new Map<string, Value>()
  readonly drafts: (Draft | undefined)[] = [undefined, undefined, undefined]
  readonly #mode: 'exclusive' | 'parallel'

  constructor(mode: 'exclusive' | 'parallel') {
    this.#mode = mode
  }

  isLockedFor(index: number): boolean {
    return (
      this.#mode === 'exclusive' && this.drafts.some((draft, other) => draft !== undefined && other !== index)
    )
  }

  /** What a session sees. */
  view(index: number): Map<string, string> {
    const seen = new Map(this.committed)
    for (const [path, { mine }] of this.drafts[index] ?? []) seen.set(path, mine)
    return new Map([...seen].filter((entry): entry is [string, string] => entry[1] !== undefined))
  }

  write(index: number, path: string, value: Value): void {
    const draft = (this.drafts[index] ??= new Map())
    const known = draft.get(path)
    if (known) known.mine = value
    else draft.set(path, { base: this.committed.get(path), mine: value })
  }

  /** @returns the type of the error that the commit meets */
  commit(index: number): string | undefined {
    const draft = this.drafts[index]
    if (!draft) return 'NoTransaction'
    const merged = new Map(this.committed)
    for (const [path, { base, mine }] of draft) {
      const current = this.committed.get(path)
      if (mine === base || mine === current) continue
      if (current !== base) return 'MergeConflict'
      merged.set(path, mine)
    }
    const names = [...merged]
      .filter(([path, value]) => path.startsWith(LISTS) && value !== undefined)
      .map(([, name]) => name)
    if (new Set(names).size < names.length) return 'InvalidConfiguration'
    for (const [path, value] of merged) this.committed.set(path, value)
    this.drafts[index] = undefined
    return undefined
  }
}

class Run {
  readonly #sps: Sps
  readonly #model: Model
  readonly #clients: SpsClient[] = []

  constructor(sps: Sps, mode: 'exclusive' | 'parallel') {
    this.#sps = sps
    this.#model = new Model(mode)
  }

  async begin(): Promise<void> {
    for (const index of [0, 1, 2]) this.#clients[index] = await this.#sps.login()
    const [first] = this.#clients
    for (const path of SINGLETONS)
      this.#model.committed.set(path, JSON.stringify((await first!.get(path)).json.body))
    for (const { body, meta } of (await first!.get(LISTS)).json.items)
      this.#model.committed.set(meta.href, body.name)
  }

  async play(command: Command): Promise<void> {
    const { who: index } = command
    const client = this.#clients[index]!
    const model = this.#model
    switch (command.act) {
      case 'open': {
        const isOpen = model.drafts[index] !== undefined
        const expected = isOpen
          ? 'TransactionAlreadyOpen'
          : model.isLockedFor(index)
            ? 'ConfigurationLocked'
            : undefined
        expect((await client.post('/api/transaction')).error).toBe(expected)
        if (expected === undefined) model.drafts[index] = new Map()
        break
      }
      case 'commit':
        expect((await client.put('/api/transaction', { status: 'commit' })).error).toBe(model.commit(index))
        break
      case 'roll-back': {
        const expected = model.drafts[index] ? undefined : 'NoTransaction'
        expect((await client.delete('/api/transaction')).error).toBe(expected)
        model.drafts[index] = undefined
        break
      }
      case 'log-in-again':
        expect((await client.delete('/api/authentication')).status).toBe(200)
        await this.#replaceClient(index)
        break
      case 'expire': {
        const sessions = this.#sps.workspace.world.table('sps.sessions')
        sessions.put(client.session, { ...(sessions.get(client.session) as object), lastSeenAt: 0 })
        await this.#replaceClient(index)
        break
      }
      case 'look':
        await this.look(index)
        break
      case 'replace': {
        const body = command.path.endsWith('dns')
          ? { primary: command.value, secondary: null }
          : { [command.value]: 1 }
        const expected = model.isLockedFor(index) ? 'ConfigurationLocked' : undefined
        expect((await client.put(command.path, body)).error).toBe(expected)
        if (expected === undefined) model.write(index, command.path, JSON.stringify(body))
        break
      }
      case 'create': {
        const isTaken = [...model.view(index)].some(
          ([path, name]) => path.startsWith(LISTS) && name === command.name,
        )
        const expected = model.isLockedFor(index)
          ? 'ConfigurationLocked'
          : isTaken
            ? 'DuplicateName'
            : undefined
        const answer = await client.post(LISTS, { name: command.name, allow: 'no_user', except: [] })
        expect(answer.error).toBe(expected)
        if (expected === undefined) model.write(index, answer.json.meta.href, command.name)
        break
      }
      case 'delete': {
        const path = [...model.view(index).keys()].filter((one) => one.startsWith(LISTS))[command.at]
        if (path === undefined) break
        const expected = model.isLockedFor(index) ? 'ConfigurationLocked' : undefined
        expect((await client.delete(path)).error).toBe(expected)
        if (expected === undefined) model.write(index, path, undefined)
        break
      }
    }
  }

  /** What a session sees is what the model says. */
  async look(index: number): Promise<void> {
    const client = this.#clients[index]!
    const seen = new Map<string, string>()
    for (const path of SINGLETONS) seen.set(path, JSON.stringify((await client.get(path)).json.body))
    for (const { body, meta } of (await client.get(LISTS)).json.items) seen.set(meta.href, body.name)
    const sort = (map: Map<string, string>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
    expect(sort(seen)).toEqual(sort(this.#model.view(index)))
    const { status } = (await client.get('/api/transaction')).json.body
    expect(status).toBe(this.#model.drafts[index] ? 'open' : 'closed')
  }

  async #replaceClient(index: number): Promise<void> {
    this.#model.drafts[index] = undefined
    this.#clients[index] = await this.#sps.login()
  }
}
