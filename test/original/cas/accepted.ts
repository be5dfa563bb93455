/** Differences that are let be, each with its reason: `accepted.json`. `*` stands for any text. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './compare.ts'
import type { Table } from './tables.ts'

export interface Acceptance {
  readonly reason: string
  /** Both tables, where none is named. */
  readonly table?: Table
  readonly endpoint?: string
  readonly probe?: string
  readonly step?: string
  readonly place?: string
  readonly original?: string
  readonly emulator?: string
}

export interface Difference extends Place {
  readonly table: Table
  readonly endpoint: string
  readonly probe: string
  readonly step: string
}

export function readAccepted(): Acceptance[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'accepted.json'), 'utf8')) as Acceptance[]
}

export function reasonFor(difference: Difference, accepted: readonly Acceptance[]): Acceptance | undefined {
  return accepted.find((one) =>
    Object.entries(one).every(
      ([member, pattern]) => member === 'reason' || fits(pattern, difference[member as keyof Difference]),
    ),
  )
}

/** Whether a text is of a pattern where `*` stands for any text. */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('[^]*')}$`).test(text)
}
