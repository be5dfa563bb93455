/** Watches a world while hostile requests come in, and notes whatever should not have happened. */
import type { Response } from 'light-my-request'
import type { Workspace } from '../../../src/kernel/world/workspace.ts'
import type { TestApp } from '../app.ts'
import type { Target } from './products.ts'
import type { HostileRequest } from './requests.ts'

/** Stands where no answer may ever take anything from: another workspace's secrets, and the environment. */
export const MARKER = 'planted-where-nobody-may-look'

/** What answers must never hold: parts of the process, or a framework's own words. */
const LEAKS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the planted secret', new RegExp(MARKER)],
  ['a stack trace', /\n\s{2,8}at .{1,200}:\d+:\d+/],
  ['a file of ours', /node_modules|\/src\/(?:kernel|vendors|control)\//],
  ["the framework's own error", /"statusCode":\d{3},"(?:code|error)"/],
  ['a file of the machine', /root:x:0:0/],
]

/** A finding with how often it came, and the first request that led to it. */
export interface Finding {
  readonly what: string
  count: number
  readonly example: string
}

/** Tables that were written to while one request was answered. */
interface Change {
  readonly table: string
  readonly key: string
  readonly before: unknown
}

const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype] as const

export class Watch {
  readonly findings = new Map<string, Finding>()
  /** How many requests of which status there were. */
  readonly statuses = new Map<number, number>()
  /** How many answers with a 5xx each rule of the product gave. */
  readonly failures = new Map<string, number>()
  readonly #mock: TestApp
  readonly #target: Target
  readonly #bookkeeping: ReadonlySet<string>
  readonly #prototypes = PROTOTYPES.map(shapeOf)
  #changes: Change[] = []

  constructor(mock: TestApp, target: Target) {
    this.#mock = mock
    this.#target = target
    this.#bookkeeping = new Set(
      mock.kernel.surfaces.flatMap(({ name, bookkeeping = [] }) =>
        bookkeeping.map((one) => `${name}.${one}`),
      ),
    )
    this.#spy(mock.workspace)
  }

  /** Forgets what was written before the next request, and takes away the faults that it would meet. */
  begin(): void {
    this.#mock.workspace.faults.clear()
    this.#changes = []
  }

  /** Looks at an answer, and at what its request has left behind. */
  check(request: HostileRequest, answer: Response): void {
    const { statusCode } = answer
    this.statuses.set(statusCode, (this.statuses.get(statusCode) ?? 0) + 1)
    const note = (what: string): void => this.#note(what, request, answer)
    const isRefused = this.#target.isJournalled
      ? this.#checkEntry(request, answer, note)
      : this.#checkUnjournalled(answer, note)
    const whole = `${JSON.stringify(answer.headers)}\n${answer.body}`
    for (const [what, pattern] of LEAKS) if (pattern.test(whole)) note(`an answer with ${what}`)
    if (answer.headers['set-cookie']?.toString().includes('stolen')) note('a header made by the client')
    if (isRefused) for (const table of this.#changed()) note(`a refusal that changed ${table}`)
    if (PROTOTYPES.some((one, at) => shapeOf(one) !== this.#prototypes[at])) note('a polluted prototype')
  }

  /** All findings, as text for a person. */
  report(): string[] {
    return [...this.findings.values()].map(
      ({ what, count, example }) => `${what}, ${count} times: ${example}`,
    )
  }

  /** What the journal says of a product's answer. @returns whether it refuses something */
  #checkEntry({ send }: HostileRequest, answer: Response, note: (what: string) => void): boolean {
    const { statusCode } = answer
    const { reason, surface } = this.#mock.lastEntry()
    const rule = reason?.rule
    if (statusCode >= 500) {
      if (!this.#target.failures.includes(rule ?? '')) note(`a ${statusCode} (${rule})`)
      const failure = `${rule} ${statusCode}`
      this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1)
    }
    if (rule?.endsWith('.internal')) note(rule)
    const isItsOwn = surface === this.#target.name
    if ((statusCode >= 400 || (isItsOwn && this.#target.refuses(answer))) && !rule)
      note(`a refusal without a reason (${statusCode})`)
    if (reason && !/[.?]$/.test(reason.message)) note(`a reason (${rule}) that is no sentence`)
    if (isItsOwn && send.method !== 'HEAD') this.#looks(answer, note)
    return rule !== undefined
  }

  #checkUnjournalled(answer: Response, note: (what: string) => void): boolean {
    if (answer.statusCode >= 500) note(`a ${answer.statusCode}`)
    this.#looks(answer, note)
    return this.#target.refuses(answer)
  }

  #looks(answer: Response, note: (what: string) => void): void {
    try {
      this.#target.looks(answer)
    } catch (error) {
      note(`an answer (${answer.statusCode}) in another format: ${(error as Error).message.slice(0, 200)}`)
    }
  }

  #note(what: string, { operation, send }: HostileRequest, answer: Response): void {
    const known = this.findings.get(what)
    if (known) known.count++
    else {
      const asked = short(JSON.stringify({ ...send, payload: String(send.payload) }))
      const answered = `${answer.statusCode} ${short(answer.body)}`
      const why = this.#mock.lastEntry().reason?.message ?? 'no reason'
      this.findings.set(what, { what, count: 1, example: `${operation} ${asked} -> ${answered} (${why})` })
    }
  }

  /** The tables in which something is another than before; bookkeeping apart. */
  #changed(): Set<string> {
    const { world } = this.#mock.workspace
    const changed = this.#changes.filter(
      ({ table, key, before }) =>
        !this.#bookkeeping.has(table) &&
        !this.#bookkeeping.has(`${table}.${key}`) &&
        world.table(table).get(key) !== before,
    )
    return new Set(changed.map(({ table }) => table))
  }

  #spy({ world }: Workspace): void {
    const write = world.write.bind(world)
    world.write = (table, part, key, entry) => {
      this.#changes.push({ table, key, before: world.table(table).get(key) })
      write(table, part, key, entry)
    }
  }
}

/** Without the long runs of one letter that hostile texts are made of. */
function short(text: string): string {
  return text.replaceAll(/(.)\1{20,}/g, '$1…').slice(0, 1000)
}

function shapeOf(prototype: object): string {
  return Reflect.ownKeys(prototype).map(String).join()
}
