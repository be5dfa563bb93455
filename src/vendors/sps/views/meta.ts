/** Links, as answers show them. */
import type { JsonOutcome } from '../outcome.ts'
import {
  finish,
  MadeOnce,
  metaTemplate,
  type Navigation,
  type Template,
  type Viewpoint,
} from './templates.ts'

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

const made = new MadeOnce<Template>()

/** An answer that holds nothing but links; its text is made once for those that are the same object each time. */
export function linksAlone(call: Viewpoint, links: Navigation): JsonOutcome {
  const { mount } = call
  const meta = made.get(links, mount) ?? made.keep(links, mount, metaTemplate(mount, links))
  return { json: `{"meta":${finish(call, meta)}}` }
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
