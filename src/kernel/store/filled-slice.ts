/** Slices with their rows: what fixtures are made of. */
import { silent } from './change.ts'
import { FilledFixtures } from './fixtures.ts'
import { Layer } from './layer.ts'
import type { Opened, Slice } from './table.ts'
import { World } from './world.ts'

/** A slice with rows that nobody writes to any more, so that the fixtures of several stores may share them. */
export interface FilledSlice {
  readonly slice: Slice
  readonly layer: Layer
}

export function fillSlice<Of extends Slice>(slice: Of, fill: (tables: Opened<Of>) => void): FilledSlice {
  const drafting = new World('', new FilledFixtures('', new Layer()), new Map(), silent)
  fill(drafting.open(slice))
  const layer = drafting.layers.at(-1)!
  for (const table of layer.tables.values()) table.seal()
  return { slice, layer }
}
