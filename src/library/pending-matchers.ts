/** Matchers ask the emulator, so each must be awaited. One that is not would be judged in another test, or in none. */

interface Pending {
  readonly name: string
  readonly settled: Promise<unknown>
}

const pending = new Set<Pending>()

type Matcher = (...args: never[]) => Promise<unknown>

/** The same matchers, which are known for as long as they have no answer. */
export function noted<Matchers extends Readonly<Record<string, Matcher>>>(matchers: Matchers): Matchers {
  const all = Object.entries(matchers).map(([name, matcher]) => {
    const note = (...args: never[]): Promise<unknown> => {
      const result = matcher(...args)
      const one: Pending = { name, settled: result.catch(() => {}).finally(() => pending.delete(one)) }
      pending.add(one)
      return result
    }
    return [name, note] as const
  })
  return Object.fromEntries(all) as unknown as Matchers
}

/** @throws Error when a test has ended before its matchers */
export async function refuseUnawaited(): Promise<void> {
  if (pending.size === 0) return
  const names = [...new Set(Array.from(pending, ({ name }) => name))].join(', ')
  await Promise.all(Array.from(pending, ({ settled }) => settled))
  throw new Error(`The test ended before ${names} had an answer: write "await expect(…).${names}(…)".`)
}
