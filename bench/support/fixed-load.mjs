/** Load by count in place of time: what a server uses for so many requests is what they cost. */
import autocannon from 'autocannon'

/** Sends so many requests. Every answer must be a good one. */
export async function send(target, amount) {
  const result = await autocannon({ connections: 64, ...target, amount, sampleInt: 50 })
  const { errors, non2xx, requests, statusCodeStats } = result
  if (errors > 0 || non2xx > 0 || requests.total !== amount) {
    const seen = JSON.stringify(statusCodeStats)
    throw new Error(`${target.url}: ${requests.total} of ${amount} answers, ${errors} errors, statuses ${seen}.`)
  }
}

/** @returns microseconds of processor time, the system's included, that a server used for each of so many requests */
export async function priceOf(server, target, amount) {
  const before = await server.ask('used')
  await send(target, amount)
  const after = await server.ask('used')
  return (after.user + after.system - before.user - before.system) / amount
}

/** @returns by home of the code, the share of the server's processor time for so many requests */
export async function sharesOf(server, target, amount) {
  await server.ask('profile begins')
  await send(target, amount)
  return server.ask('profile ends')
}
