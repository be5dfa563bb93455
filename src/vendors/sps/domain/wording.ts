/** What is wrong with a body, in words of our own: no source shows how the product puts it. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** The member that is at fault, and how: `secondary: is missing`. */
export function reasonOf(issues: readonly Issue[]): string {
  const issue = innermost(issues)
  if (!issue) return 'does not fit'
  const where = issue.path.join('.')
  const what = describe(issue)
  return where === '' ? `the body ${what}` : `${where}: ${what}`
}

/** A union's own issue says little; the one inside the alternative that got furthest says more. */
export function innermost(issues: readonly Issue[]): Issue | undefined {
  const [issue] = issues
  if (issue?.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const deepest = issue.errors
    .map((inner) => innermost(inner))
    .filter((inner) => inner !== undefined)
    .sort((a, b) => b.path.length - a.path.length)[0]
  return deepest === undefined ? issue : { ...deepest, path: [...issue.path, ...deepest.path] }
}

/** The value that is none of those a member may have, if that is the fault. */
export function badChoice(issue: Issue | undefined): unknown {
  if (issue?.code === 'invalid_value') return issue.input
  if (issue?.code !== 'invalid_union' || issue.discriminator === undefined) return undefined
  return (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator]
}

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${article(issue.expected)}, not ${kindOf(issue.input)}`
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${unitOf(issue.origin)}`
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${unitOf(issue.origin)}`
    case 'invalid_format':
      return issue.message.startsWith('must ') ? issue.message : 'does not have the expected form'
    case 'invalid_union':
      return 'fits none of the forms that it may have'
    case 'not_multiple_of':
      return 'must be a whole number'
    case 'custom':
      return issue.message
    default:
      return 'does not fit'
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long'
  return origin === 'array' ? ' elements long' : ''
}

function article(kind: string): string {
  return `${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return article(typeof value)
}
