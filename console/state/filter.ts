/** Which entries are wanted. It stands in the address, so that it can be sent to somebody. */
import type { BriefEntry } from '../client/shapes.ts'

export interface Filter {
  readonly surface: string
  readonly operation: string
  readonly method: string
  readonly status: string
  readonly rule: string
  readonly refused: boolean
  /** A text anywhere in path, operation or reason. */
  readonly text: string
}

export const FILTERS = ['surface', 'operation', 'method', 'status', 'rule', 'text'] as const

export function filterOf(query: URLSearchParams): Filter {
  const [surface, operation, method, status, rule, text] = FILTERS.map((name) => query.get(name) ?? '')
  return {
    surface: surface!,
    operation: operation!,
    method: method!,
    status: status!,
    rule: rule!,
    text: text!.toLowerCase(),
    refused: query.get('refused') === 'true',
  }
}

export function fits(
  { surface, operation, request, response, reason, fault }: BriefEntry,
  wanted: Filter,
): boolean {
  if (wanted.refused && !reason) return false
  if (wanted.surface !== '' && surface !== wanted.surface) return false
  if (wanted.method !== '' && request.method !== wanted.method) return false
  if (wanted.status !== '' && !isStatus(response.status, wanted.status)) return false
  if (wanted.operation !== '' && !isLike(operation ?? '', wanted.operation)) return false
  if (wanted.rule !== '' && !isLike(reason?.rule ?? '', wanted.rule)) return false
  if (wanted.text === '') return true
  const words = [request.path, operation, reason?.rule, reason?.message, fault]
  return words.some((word) => word?.toLowerCase().includes(wanted.text))
}

/** `404`, or `4xx`. */
function isStatus(status: number, wanted: string): boolean {
  return String(status) === wanted || `${Math.floor(status / 100)}xx` === wanted
}

/** Equal, or with `*` for any run of characters. */
function isLike(value: string, pattern: string): boolean {
  if (!pattern.includes('*')) return value === pattern
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`).test(value)
}
