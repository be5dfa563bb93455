// @ts-check
// The largest requests that the default limits allow, one after the other: `node scripts/fuzz/heavy.mjs [--only text]`
// prints how long each held the event loop at a stretch.
import { parseArgs } from 'node:util'
import { heavyRequests, prepare } from './heavy-requests.mjs'
import { startWatched } from './watched.mjs'

/** @param {string | undefined} only */
export async function runHeavy(only) {
  const server = await startWatched({ requestTimeout: '10m' })
  /** @type {{ label: string, status: number, ms: number }[]} */
  const results = []
  const context = await prepare(server.authority)
  await server.stalls()
  for (const { label, ...send } of heavyRequests(context)) {
    if (only !== undefined && !label.includes(only)) continue
    const { url, method = 'GET', headers = {}, body } = send
    const answer = await fetch(`http://${server.authority}${url}`, {
      method,
      headers: { 'x-fuzz': label, ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
    })
    let bytes = 0
    for await (const chunk of answer.body ?? []) bytes += chunk.length
    await new Promise((resolve) => setTimeout(resolve, 30))
    const [longest] = await server.stalls()
    results.push({ label, status: answer.status, ms: Math.round(longest?.[1] ?? 0) })
    if (process.stdout.isTTY || only !== undefined || process.env['PAM_MOCK_FUZZ_TELL'])
      console.log(`${String(results.at(-1)?.ms).padStart(6)} ms  ${answer.status}  ${label} (${bytes} bytes)`)
  }
  const isAlive = server.isAlive()
  await server.stop()
  return { results, isAlive }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  process.env['PAM_MOCK_FUZZ_TELL'] = '1'
  await runHeavy(values.only)
}
