/**
 * Keeps a stack of layers shallow: as long as a sealed layer is at least half as large as the one below, they become one,
 * as in a log-structured merge tree. So a look-up passes few layers, and each change is copied a few times at most. Large
 * layers are merged in turns, so that nobody waits for them; until then they stay as they are.
 */
import { inTurns } from '../in-turns.ts'
import { flatten, flattening, type Layer } from './layer.ts'

/** So many entries are merged at a stretch. */
const AT_ONCE = 20_000

/** Told when two neighbours have become one. */
type Merged = (lower: Layer, upper: Layer, merged: Layer) => void

export class Merging {
  readonly #merged: Merged
  /** The upper one of those that are being merged. */
  #upper: Layer | undefined

  constructor(merged: Merged) {
    this.#merged = merged
  }

  /** @param layers all sealed, the fixtures first; shortened in place */
  compact(layers: Layer[]): void {
    while (layers.length > 2) {
      const [lower, upper] = layers.slice(-2) as [Layer, Layer]
      if (upper.size * 2 < lower.size || upper === this.#upper || lower === this.#upper) return
      // What has no rows of the fixtures at hand must keep every mark of one that is gone.
      const base = layers.length === 3 && layers[0]!.isWhole ? layers[0] : undefined
      if (lower.size + upper.size > AT_ONCE) {
        if (!this.#upper) void this.#mergeInTurns(lower, upper, base)
        return
      }
      layers.splice(-2, 2, flatten([lower, upper], base))
    }
  }

  async #mergeInTurns(lower: Layer, upper: Layer, base: Layer | undefined): Promise<void> {
    this.#upper = upper
    const merged = await inTurns(flattening([lower, upper], base))
    this.#upper = undefined
    this.#merged(lower, upper, merged)
  }
}
