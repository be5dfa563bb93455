/**
 * Texts of answers, made once. Of an answer only the seconds that the session lasts are new each time, and they always
 * stand in its `meta`.
 */

/** A text before and after the place of `remaining_seconds`. */
export interface Template {
  readonly head: string
  readonly tail: string
}

/** What the texts of an answer depend on. */
export interface Viewpoint {
  /** The prefix that links begin with. */
  readonly mount: string
  /** Seconds that the session lasts, where the version tells. */
  readonly remainingSeconds: number | undefined
}

export type Navigation = Readonly<Record<string, string | null | undefined>>

/** The links of a `meta` that stand before `remaining_seconds`, in the order of the alphabet; of the others there is one. */
const LINKS = ['first', 'href', 'last', 'next', 'order', 'parent', 'previous'] as const

/** Links below the mount. */
export function metaTemplate(mount: string, links: Navigation): Template {
  const { transaction } = links
  let head = ''
  for (const name of LINKS) {
    const link = links[name]
    if (link === undefined) continue
    head += `${head === '' ? '{' : ','}"${name}":${link === null ? 'null' : JSON.stringify(mount + link)}`
  }
  return { head, tail: transaction ? `,"transaction":${JSON.stringify(mount + transaction)}}` : '}' }
}

export function around(before: string, { head, tail }: Template, after: string): Template {
  return { head: before + head, tail: tail + after }
}

/** The whole text. */
export function finish({ remainingSeconds }: Viewpoint, { head, tail }: Template): string {
  return remainingSeconds === undefined
    ? head + tail
    : `${head},"remaining_seconds":${remainingSeconds}${tail}`
}

interface Made<Value> {
  readonly mount: string
  readonly value: Value
}

/** What was made of stored objects, which never change, for the mount that asked last. */
export class MadeOnce<Value> {
  readonly #known = new WeakMap<object, Made<Value>>()

  get(from: object, mount: string): Value | undefined {
    const made = this.#known.get(from)
    return made?.mount === mount ? made.value : undefined
  }

  /** @returns the value */
  keep(from: object, mount: string, value: Value): Value {
    this.#known.set(from, { mount, value })
    return value
  }
}
