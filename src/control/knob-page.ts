/** What docs/knobs.md tells of knobs and wordings; it is made from comments and catalogues, which a build has no more. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../config/package.ts'

export interface KnobNote {
  /** As the page has it; empty where it gives none. */
  readonly evidence: string
  /** Its meaning, or where its default comes from. */
  readonly about: string
}

/** By full name, such as `shop.limits.items`; none where the page is not there. */
export async function readKnobPage(): Promise<ReadonlyMap<string, KnobNote>> {
  const text = await readFile(join(packageRoot(), 'docs/knobs.md'), 'utf8').catch(() => '')
  return new Map(text.split('\n').flatMap(noteOf))
}

/** `| knob | values | default | evidence | meaning |`, or `| wording | default | evidence | source | alternatives |`. */
function noteOf(line: string): [string, KnobNote][] {
  const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'))
  const name = /^`(\w+\.[\w.-]+)`$/.exec(cells[1] ?? '')?.[1]
  if (name === undefined) return []
  const from = name.includes('.texts.') ? 3 : 4
  return [[name, { evidence: cells[from] ?? '', about: cells[from + 1] ?? '' }]]
}
