/** Ways of clients that hurt wherever they are met; each surface says at which of its operations. */
import type { SeenRequest } from '../journal/seen.ts'

/** Whoever writes a log of URLs keeps what stands in them. */
export const SECRETS_IN_URLS = 'RFC 9110, section 17.9'

/** Requests with one of these parameters in the query. */
export function withParameter(requests: readonly SeenRequest[], names: readonly string[]): SeenRequest[] {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  return requests.filter(({ path, message }) => {
    if (!path.includes('?')) return false
    return [...message.query().keys()].some((name) => wanted.has(name.toLowerCase()))
  })
}

/** So many sign-ins, with hardly a request each, are a habit. */
const HABIT = 3

/** Sign-ins of a client that signs in anew for nearly every request. */
export function signInsForEachCall(
  requests: readonly SeenRequest[],
  isSignIn: (request: SeenRequest) => boolean,
  isWork: (request: SeenRequest) => boolean,
): SeenRequest[] {
  const done = requests.filter(({ isRefused }) => !isRefused)
  const signIns = done.filter(isSignIn)
  const work = done.filter((one) => !isSignIn(one) && isWork(one))
  return signIns.length >= HABIT && work.length > 0 && work.length <= signIns.length * 1.5 ? signIns : []
}

/** Requests that ask the same once more in less than `ms`, where they do so time and again. */
export function askedAgainWithin(requests: readonly SeenRequest[], ms: number): SeenRequest[] {
  const last = new Map<string, number>()
  const soon = new Map<string, SeenRequest[]>()
  for (const request of requests) {
    const { path, at } = request
    const before = last.get(path)
    last.set(path, at)
    if (before === undefined || at - before >= ms) continue
    const known = soon.get(path)
    if (known) known.push(request)
    else soon.set(path, [request])
  }
  return [...soon.values()].filter((found) => found.length >= HABIT - 1).flat()
}
