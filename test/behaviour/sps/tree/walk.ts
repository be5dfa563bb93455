/** Walks the API as its guide wants clients to: from the entry point, by links alone. */
import { startSps, type Answer, type SpsClient } from '../client.ts'

/** What a path turned out to be. */
export interface Seen {
  readonly status: number
  readonly allow: string
  readonly json: any
}

/** Of a list longer than any in the configuration, such as that of recorded sessions, two are looked at. */
const LONG = 40

/** Everything that links lead to in a version, by path. */
export async function walk(profile: string): Promise<ReadonlyMap<string, Seen>> {
  const admin = await (await startSps(profile)).login()
  const seen = new Map<string, Seen>()
  let front = ['/api']
  while (front.length > 0) {
    const found = new Set<string>()
    for (const href of front) {
      const answer = await look(admin, href)
      seen.set(href, answer)
      for (const link of linksIn(answer.json)) if (!seen.has(link)) found.add(link)
    }
    front = [...found].filter((href) => !seen.has(href))
  }
  return seen
}

async function look(admin: SpsClient, href: string): Promise<Seen> {
  const { status, headers, json }: Answer = await admin.get(href)
  return { status, allow: String(headers.allow), json }
}

/** Paths that an answer leads to: links of its items, of what it refers to, and of its own `meta`. */
function linksIn(json: any): string[] {
  const links: string[] = []
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string' && (name === 'href' || name === 'meta')) links.push(value)
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value))
      return value.slice(0, value.length > LONG ? 2 : LONG).forEach((one) => collect(one, ''))
    for (const [key, one] of Object.entries(value))
      collect(one, name === 'meta' && typeof one === 'string' ? 'meta' : key)
  }
  if (json?.error === undefined) collect(json, '')
  return [...new Set(links.filter((link) => link.startsWith('/api')).map((link) => link.split(/[#?]/)[0]!))]
}
