/** Plays stories against one side, the target or an emulator, and takes away what they made. */
import { isIP } from 'node:net'
import type {
  ContractAnswer,
  ContractStep,
  ContractStory,
  ContractUndo,
  SurfaceContract,
  Variables,
} from '../kernel/surface/contract.ts'
import { Aligner } from './align.ts'
import { flatten, type Flat } from './flatten.ts'
import { valuesOf, type Sent } from './send.ts'

export interface PlayedStep {
  readonly step: ContractStep
  readonly sent: Sent
  readonly answer: ContractAnswer
  /** Nothing where the step leads up to what is asked. */
  readonly flat: Flat | undefined
}

export interface PlayedStory {
  readonly story: ContractStory
  readonly steps: readonly PlayedStep[]
  /** Why it, or the rest of it, was not asked. */
  readonly notAsked?: string
}

export interface PlayerOptions {
  readonly contract: SurfaceContract
  readonly stories: readonly ContractStory[]
  readonly given: Variables
  /** `https://sps.example`; the variable `base`, too. */
  readonly base: string
  readonly writes: boolean
  /** Once it is given, nothing but what takes away is sent. */
  readonly signal?: AbortSignal
  readonly send: (sent: Sent) => Promise<ContractAnswer>
}

interface Open {
  readonly undo: ContractUndo
  readonly headers: ContractStory['headers']
  readonly thing: string
}

export class Player {
  readonly variables: Map<string, string>
  readonly #options: PlayerOptions
  readonly #aligner: Aligner
  readonly #played = new Map<ContractStory, PlayedStory>()
  readonly #givers: ReadonlyMap<string, ContractStory>
  /** What was made and is to be taken away, in the order in which it was made. */
  readonly #open: Open[] = []

  constructor(options: PlayerOptions) {
    const { contract, base, stories } = options
    const given = { ...options.given, base }
    this.#options = options
    this.variables = new Map(Object.entries({ ...given, ...contract.derived(given) }))
    const { host, hostname } = new URL(base)
    // An address by itself may be the client's, too.
    const hosts = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0 ? [host, hostname] : [host]
    this.#aligner = new Aligner({ volatile: contract.volatile, hosts })
    this.#aligner.know(this.variables)
    this.#givers = new Map(
      stories.flatMap((story) => (story.gives ?? []).map((name) => [name, story] as const)),
    )
  }

  /** Plays a story, after those that give what it needs; a second time it is what it was. */
  async play(story: ContractStory): Promise<PlayedStory> {
    const known = this.#played.get(story)
    if (known) return known
    const before = await this.#prepare(story)
    this.#begin(story)
    const mark = this.#open.length
    const played: PlayedStep[] = []
    let notAsked = before
    try {
      for (const step of before === undefined ? story.steps : []) {
        const missing = this.#missingIn(step)
        if (missing !== undefined) {
          notAsked = `there is no ${missing}`
          break
        }
        played.push(await this.#ask(step, story.headers))
      }
    } finally {
      if (story.gives === undefined) await this.#undoTo(mark)
    }
    const result = { story, steps: played, ...(notAsked !== undefined && { notAsked }) }
    this.#played.set(story, result)
    return result
  }

  /** Takes away all that is there still. @returns what could not be taken away, by name */
  async close(): Promise<string[]> {
    await this.#undoTo(0)
    return this.left
  }

  /** What was made and is there still. */
  get left(): string[] {
    return this.#open.filter(({ undo }) => undo.fades !== true).map(({ thing }) => thing)
  }

  async #prepare({ needs = [], writes }: ContractStory): Promise<string | undefined> {
    if (writes && !this.#options.writes) return 'it writes'
    for (const name of needs) {
      if (this.variables.has(name)) continue
      const giver = this.#givers.get(name)
      const played = giver && (await this.play(giver))
      if (!this.variables.has(name))
        return played?.notAsked ?? (giver ? `there is no ${name}` : `no ${name} is given`)
    }
    return undefined
  }

  /** What an earlier story was given by the same name is none of this one's. */
  #begin({ steps }: ContractStory): void {
    for (const { keep = {} } of steps) for (const name of Object.keys(keep)) this.variables.delete(name)
    this.#aligner.know(this.variables)
    this.#aligner.begin()
  }

  async #ask(step: ContractStep, headers: ContractStory['headers']): Promise<PlayedStep> {
    const { contract, send, signal } = this.#options
    signal?.throwIfAborted()
    const sent = this.#fill(step, headers)
    const undo = step.undo && { undo: step.undo, headers, thing: this.#text(step.undo.thing) }
    // Before the request: its answer may be lost.
    if (undo) this.#expect(undo)
    const answer = await send(sent)
    const isRefused = answer.status >= 400 || contract.refuses?.(answer) === true
    if (undo && isRefused) this.#open.splice(this.#open.indexOf(undo), 1)
    if (!isRefused) this.#settle(sent)
    this.#keep(step, answer)
    const rules = step.said ? { ...contract, said: saidIn(contract, step) } : contract
    return { step, sent, answer, flat: step.silent ? undefined : flatten(answer, rules, this.#aligner) }
  }

  /** What an earlier one was found as is none of it. */
  #expect(open: Open): void {
    for (const { keep = {}, silent } of open.undo.steps)
      for (const name of silent ? [] : Object.keys(keep)) this.variables.delete(name)
    this.#open.push(open)
  }

  /** A story may take away itself what it made. */
  #settle({ method, path, body }: Sent): void {
    const at = this.#open.findLastIndex(({ undo, headers }) => {
      const last = undo.steps.at(-1)
      if (last === undefined || this.#missingIn(last) !== undefined) return false
      const wanted = this.#fill(last, headers)
      return wanted.method === method && wanted.path === path && wanted.body === body
    })
    if (at >= 0) this.#open.splice(at, 1)
  }

  /** In reverse order. What fails stays on the list. */
  async #undoTo(mark: number): Promise<void> {
    for (const open of this.#open.slice(mark).toReversed()) {
      try {
        if (await this.#isUndone(open)) this.#open.splice(this.#open.indexOf(open), 1)
      } catch {
        // It is told by name in the end.
      }
    }
  }

  async #isUndone({ undo, headers }: Open): Promise<boolean> {
    const { contract, send } = this.#options
    const lookedFor = new Set(undo.steps.flatMap(({ keep = {} }) => Object.keys(keep)))
    for (const step of undo.steps) {
      const missing = this.#missingIn(step)
      // Looked for by its name and not found: it is not there.
      if (missing !== undefined) return lookedFor.has(missing)
      const answer = await send(this.#fill(step, headers))
      this.#keep(step, answer)
      if (step !== undo.steps.at(-1)) continue
      return (
        (undo.over ?? [404]).includes(answer.status) ||
        (answer.status < 400 && contract.refuses?.(answer) !== true)
      )
    }
    return true
  }

  #keep({ keep = {} }: ContractStep, answer: ContractAnswer): void {
    for (const [name, { header, pattern }] of Object.entries(keep)) {
      const text = header === undefined ? answer.body : valuesOf(answer, header).join('\n')
      const value = new RegExp(pattern).exec(text)?.[1]
      if (value !== undefined) this.variables.set(name, value)
    }
    if (Object.keys(keep).length > 0) this.#aligner.know(this.variables)
  }

  #fill({ method, path, headers, body }: ContractStep, always: ContractStory['headers']): Sent {
    return {
      method,
      path: this.#text(path),
      headers: Object.fromEntries(
        Object.entries({ ...always, ...headers })
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [name, this.#text(value)]),
      ),
      ...(body !== undefined && { body: this.#text(body) }),
    }
  }

  #text(text: string): string {
    return fillIn(text, this.variables)
  }

  #missingIn({ path, headers = {}, body = '' }: ContractStep): string | undefined {
    return namesIn([path, body, ...Object.values(headers)].join(' ')).find(
      (name) => !this.variables.has(name),
    )
  }
}

const saids = new WeakMap<ContractStep, readonly string[]>()

function saidIn({ said }: SurfaceContract, step: ContractStep): readonly string[] {
  const all = saids.get(step) ?? [...said, ...(step.said ?? [])]
  saids.set(step, all)
  return all
}

const NAME = /\{\{(?:url:)?(\w+)\}\}/g

/** The variables that a text names. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(NAME)].map(([, name = '']) => name)
}

/** Puts values in their places; a name without one stays. */
export function fillIn(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(NAME, (place, name: string) => {
    const value = variables.get(name)
    if (value === undefined) return place
    return place.startsWith('{{url:') ? encodeURIComponent(value) : value
  })
}
