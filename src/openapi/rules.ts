/** Every rule that an answer can be refused by, from the file that `npm run rules` writes. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../config/package.ts'

export interface Rule {
  /** As the journal has it in `reason.rule`. */
  readonly id: string
  /** The product whose rule it is; none: the emulator's own. */
  readonly surface?: string
  /** Where requests meet it. */
  readonly met: 'by any request' | 'by any operation' | 'by operations' | 'by faults' | 'by none'
  /** Which operations can refuse by it, where not any can; `sps.configuration.*` is all that begin so. */
  readonly operations: readonly string[]
  /** The error that the product refuses with, where a request is refused by it: its code, and the words of its own. */
  readonly error?: { readonly code: string; readonly text?: string }
  /** What it says, with values in braces, and where that is documented. */
  readonly reasons: readonly { readonly sentence: string; readonly source: string }[]
}

let rules: readonly Rule[] | undefined

export function allRules(): readonly Rule[] {
  if (rules) return rules
  const file = join(packageRoot(), 'openapi', 'rules.json')
  rules = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Rule[]) : []
  return rules
}

/** Whether a request for an operation can be refused by it; one that no operation is told of may meet any. */
export function isMetBy({ met, operations }: Rule, operation: string | undefined): boolean {
  if (met !== 'by operations' || operation === undefined) return true
  return operations.some((one) =>
    one.includes('*') || one.includes('{') ? patternOf(one).test(operation) : one === operation,
  )
}

/** `*` stands for whatever follows, `{path}` for something. */
function patternOf(id: string): RegExp {
  return new RegExp(`^${id.replaceAll('.', String.raw`\.`).replaceAll('*', '.+').replaceAll(/\{\w+\}/g, '.+')}$`)
}
