/** What worlds stand on: frozen tables that all of them share. */
import { createHash } from 'node:crypto'
import type { Layer } from './layer.ts'

export interface Fixtures {
  readonly name: string
  /** Tells these fixtures from any others, by their rows. */
  readonly hash: string
  readonly layer: Layer
}

/** Fixtures as they were filled. Their hash is worked out when first asked for: only kept state needs it. */
export class FilledFixtures implements Fixtures {
  readonly name: string
  readonly layer: Layer
  #hash: string | undefined

  constructor(name: string, layer: Layer) {
    this.name = name
    this.layer = layer
  }

  get hash(): string {
    return (this.#hash ??= hashRows(this.layer))
  }

  /** In a change log fixtures stand by name and hash alone. */
  toJSON(): Pick<Fixtures, 'name' | 'hash'> {
    return { name: this.name, hash: this.hash }
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
