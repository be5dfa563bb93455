/**
 * Whatever is sent to any operation of any product, the answer is one that the product has: no crash, no hang, no failure
 * of ours, a reason for each refusal, nothing changed by what was refused, and nothing told of what is elsewhere.
 *
 * `npm run fuzz -- --requests 100000` sends more than the few thousand that every test run does.
 */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'
import { controlTarget } from '../support/hostile/control.ts'
import { fixturesOf, productTargets } from '../support/hostile/products.ts'
import { hostileRequests } from '../support/hostile/requests.ts'
import { tell } from '../support/hostile/tally.ts'
import { MARKER, Watch } from '../support/hostile/watch.ts'

const REQUESTS = Number(process.env['PAM_MOCK_FUZZ_REQUESTS'] ?? 1500)
const SEED = Number(process.env['PAM_MOCK_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
/** Requests to one world before it begins anew. */
const ROUND = 250

describe.each([...productTargets, controlTarget])('$name, whatever is sent', (target) => {
  it(
    `answers ${REQUESTS} hostile requests as the product would (seed ${SEED})`,
    { timeout: 60_000 + REQUESTS * 50 },
    async () => {
      vi.stubEnv('A_SECRET_OF_THE_MACHINE', MARKER)
      const mock = await startApp({ surfaces, limits: { bodyBytes: 100_000 }, isHostile: true })
      const secret = (text: string): string => text.replaceAll('fake-', `${MARKER}-`)
      const elsewhere = Object.fromEntries(surfaces.map((one) => [one.name, fixturesOf(one, secret)]))
      mock.kernel.createWorkspace({ id: 'elsewhere', fixtures: elsewhere })
      const watch = new Watch(mock, target)
      let longest = { operation: 'none', ms: 0 }
      const requests = hostileRequests(await target.material(mock))
      for (let sent = 0; sent < REQUESTS;) {
        mock.workspace.reset()
        for (const { id } of mock.kernel.workspaces().slice(2)) mock.kernel.deleteWorkspace(id)
        let caller = await target.signIn(mock.app)
        const round = Math.min(ROUND, REQUESTS - sent)
        for (const request of fc.sample(requests, { numRuns: round, seed: SEED + sent })) {
          const headers = { ...(request.isSignedIn && caller), ...request.send.headers }
          watch.begin()
          const since = performance.now()
          const answer = await mock.app.inject({ ...request.send, headers })
          const ms = performance.now() - since
          if (ms > longest.ms) longest = { operation: `${target.name} ${request.operation}`, ms }
          watch.check(request, answer)
          // Without a turn of the event loop, which inject does not need, nothing that was answered could be let go of.
          await new Promise((resolve) => setImmediate(resolve))
          // Some requests sign out, or end the session otherwise.
          if (request.isSignedIn && answer.statusCode === 401) caller = await target.signIn(mock.app)
        }
        sent += round
      }
      const counts = [...watch.statuses]
        .toSorted(([a], [b]) => a - b)
        .map(([status, count]) => `${status}: ${count}`)
      const failures = [...watch.failures].map(([rule, count]) => `${rule}: ${count}`)
      if (REQUESTS > 1500)
        console.log(
          `${target.name}: seed ${SEED}, ${REQUESTS} requests, ${[...counts, ...failures].join(', ')}`,
        )
      const findings = Object.fromEntries(
        [...watch.findings.values()].map(({ what, count }) => [what, count]),
      )
      tell({ part: target.name, seed: SEED, requests: REQUESTS, findings, longest })
      expect(watch.report()).toEqual([])
    },
  )
})
