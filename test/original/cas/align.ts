/**
 * Takes out of an answer what is different at every run: ids by the order in which they come up, times, and the place
 * that the answer came from. One aligner sees all the answers of a probe, so that the same id has the same name throughout.
 */

const TICKET = /\b(TGT|ST|PT|PGT|PGTIOU|LR)-\d+-[A-Za-z0-9_.-]+/g
/** An ISO 8601 moment: its zone is kept. Java leaves a fraction out where it is zero. */
const MOMENT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:?\d\d)/g
const EPOCH_SECONDS = /\b1[789]\d{8}(?:\.\d+)?\b/g
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g
/** How Java writes an object that has no text of its own. */
const IDENTITY = /(\b[a-z]\w*(?:\.\w+)+)@[0-9a-f]{5,8}\b/g
const EPOCH_MS = /\b1[789]\d{11}\b/g

export class Aligner {
  private readonly names = new Map<string, string>()
  private readonly counts = new Map<string, number>()
  private readonly origins: readonly (readonly [string, string])[]

  /** @param origins what to call each `host:port` */
  constructor(origins: Readonly<Record<string, string>>) {
    this.origins = Object.entries(origins)
  }

  text(text: string): string {
    let aligned = text
    for (const [origin, name] of this.origins) {
      aligned = aligned.replaceAll(origin, name).replaceAll(encodeURIComponent(origin), name)
    }
    return aligned
      .replaceAll(TICKET, (id, kind: string) => this.nameOf(kind, id))
      .replaceAll(MOMENT, '<time$1>')
      .replaceAll(UUID, '<uuid>')
      .replaceAll(IDENTITY, '$1@<hash>')
      .replaceAll(EPOCH_MS, '<milliseconds>')
      .replaceAll(EPOCH_SECONDS, '<seconds>')
  }

  /** The same id is the same name. */
  nameOf(kind: string, id: string): string {
    const known = this.names.get(id)
    if (known !== undefined) return known
    const count = (this.counts.get(kind) ?? 0) + 1
    this.counts.set(kind, count)
    const name = `<${kind} ${count}>`
    this.names.set(id, name)
    return name
  }
}
