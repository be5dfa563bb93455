/** Links, as answers show them. */
import type { JsonOutcome } from '../outcome.ts'

/** What links depend on. */
export interface Viewpoint {
  /** The prefix that they begin with. */
  readonly mount: string
  /** Seconds that the session lasts, where the version tells. */
  readonly remainingSeconds: number | undefined
}

type Link = string | number | null

/** Navigation links of an answer: paths below the mount, and how long the session lasts. */
export function metaOf(
  { mount, remainingSeconds }: Viewpoint,
  links: Readonly<Record<string, Link>> & { readonly href: string },
): Record<string, unknown> {
  const meta: Record<string, unknown> = {}
  for (const [name, link] of Object.entries(links))
    meta[name] = typeof link === 'string' ? mount + link : link
  if (remainingSeconds !== undefined) meta['remaining_seconds'] = remainingSeconds
  return meta
}

export interface Item {
  readonly key: string
  readonly meta: { readonly href: string }
}

/** What lies below a path, by key. */
export function itemsAt({ mount }: Viewpoint, path: string, keys: readonly string[]): Item[] {
  return keys.map((key) => ({ key, meta: { href: `${mount}${path}/${key}` } }))
}

/** A list of what lies below a path. */
export function listAt(call: Viewpoint, href: string, parent: string, keys: readonly string[]): JsonOutcome {
  return { value: { items: itemsAt(call, href, keys), meta: metaOf(call, { href, parent }) } }
}
