/** What worlds stand on: frozen tables that all of them share. */
import { createHash } from 'node:crypto'
import type { Layer } from './layer.ts'

/** How kept state tells what it stands on. */
export interface KeptFixtures {
  readonly name: string
  /** Tells these fixtures from any others, by their rows. */
  readonly hash: string
  /** What they were made of, when no file holds it: plain data that goes where the state goes. */
  readonly origin?: unknown
}

export interface Fixtures extends KeptFixtures {
  readonly layer: Layer
}

/** Fixtures without their rows. */
export function describeFixtures({ name, hash, origin }: KeptFixtures): KeptFixtures {
  return origin === undefined ? { name, hash } : { name, hash, origin }
}

/** Fixtures as they were filled. Their hash is worked out when first asked for: only kept state needs it. */
export class FilledFixtures implements Fixtures {
  readonly name: string
  readonly layer: Layer
  readonly origin: unknown
  #hash: string | undefined

  constructor(name: string, layer: Layer, origin?: unknown) {
    this.name = name
    this.layer = layer
    this.origin = origin
  }

  get hash(): string {
    return (this.#hash ??= hashRows(this.layer))
  }

  /** In a change log fixtures stand without their rows. */
  toJSON(): KeptFixtures {
    return describeFixtures(this)
  }
}

function hashRows(layer: Layer): string {
  const hash = createHash('sha256')
  for (const name of [...layer.tables.keys()].toSorted()) {
    hash.update(`${name}\n`)
    for (const entry of layer.tables.get(name)!.entries) hash.update(`${JSON.stringify(entry)}\n`)
  }
  return hash.digest('hex')
}
