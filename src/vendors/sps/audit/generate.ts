/** Sessions by the hundred, made from a few names: the same ones each time. */
import { z } from 'zod'
import { PROTOCOLS, rowOf, type AuditSessionRow, type Recording, type Share } from './session.ts'

/** How many sessions, of whom, where, and when. */
export const generation = z.lazy(() =>
  z.strictObject({
    count: z.number().int().min(0).max(5_000_000),
    seed: z.number().int().default(1).describe('Another one makes other sessions'),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    users: z.array(z.string().min(1)).min(1),
    clients: z.array(z.string().min(1)).min(1).default(['10.20.30.40']),
    targets: z
      .array(
        z.strictObject({
          protocol: z.enum(PROTOCOLS),
          address: z.string().min(1),
          name: z.string().optional(),
          domain: z.string().min(1).optional().describe('Of its users'),
          connection: z.string(),
          accounts: z.array(z.string().min(1)).default([]).describe('The user by default'),
          scripts: z.array(z.string()).default([]).describe('What is done there; nothing when empty'),
        }),
      )
      .min(1),
    verdicts: z
      .record(z.string(), z.number().min(0))
      .default({ ACCEPT: 88, AUTH_FAIL: 8, DENY: 4 })
      .describe('How often each verdict comes'),
  }),
)

export type Generation = z.output<typeof generation>

const KEY_LENGTH = 20
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const ACCEPT = 'ACCEPT'

/** Evenly spread over the time, in order of their start. */
export function* generated(of: Generation): IterableIterator<AuditSessionRow> {
  const next = numbers(of.seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!
  const first = Date.parse(of.from)
  const step = (Date.parse(of.to) - first) / Math.max(1, of.count)
  const verdicts = Object.entries(of.verdicts)
  const parts = new Map<string, unknown>()
  const share: Share = <Part>(name: string, make: () => Part) => {
    if (!parts.has(name)) parts.set(name, make())
    return parts.get(name) as Part
  }
  for (let n = 0; n < of.count; n++) {
    const user = pick(of.users)
    const target = pick(of.targets)
    const verdict = weighted(verdicts, next())
    const isAccepted = verdict === ACCEPT
    const { address, name, domain, accounts, scripts, protocol, connection } = target
    const told: Recording = {
      protocol,
      start: new Date(Math.floor((first + (n + next()) * step) / 1000) * 1000).toISOString(),
      seconds: isAccepted ? Math.ceil(next() ** 3 * 3600) : 1,
      user,
      account: accounts.length === 0 ? user : pick(accounts),
      client: pick(of.clients),
      server: address,
      serverName: name ?? address,
      ...(domain !== undefined && { domain }),
      connection,
      verdict,
      trail: isAccepted,
      // Most sessions are ordinary, a few stand out.
      score: isAccepted ? Math.round(next() ** 4 * 100) : null,
      ...(isAccepted && scripts.length > 0 && { script: pick(scripts) }),
    }
    yield rowOf(keyOf(next), told, share)
  }
}

function keyOf(next: () => number): string {
  let key = ''
  while (key.length < KEY_LENGTH) key += ALPHABET[Math.floor(next() * ALPHABET.length)]
  return key
}

function weighted(choices: readonly (readonly [string, number])[], chance: number): string {
  let left = chance * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) if ((left -= weight) < 0) return choice
  return choices.at(-1)?.[0] ?? ACCEPT
}

/** Numbers from 0 to 1 (mulberry32): good enough for names, and the same in every process. */
function numbers(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
