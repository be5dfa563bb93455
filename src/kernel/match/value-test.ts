/** What a value is held against: to be equal, to contain, to match a pattern, or not to be there. */
import { isDeepStrictEqual } from 'node:util'

/** A value to be equal to, or one of the other tests. Texts are compared with their case. */
export type ValueTest =
  | string
  | number
  | boolean
  | null
  /** Equal to a value that is no plain one: a list, an object. */
  | { readonly equals: unknown }
  /** A text that contains this one, or a list that has it. */
  | { readonly contains: string | number | boolean }
  /** A text that a regular expression fits, anywhere in it. */
  | { readonly pattern: string; readonly flags?: string | undefined }
  /** The library takes a regular expression as it is. */
  | RegExp
  /** Not there at all. */
  | { readonly absent: true }

/** Holds all that was found of a member (a header may come twice) against a test; nothing: it is absent. */
export type HoldValues = (found: readonly unknown[]) => boolean

/** @param isText whether what is compared is text by nature, so that `5` means "5" */
export function compileTest(test: ValueTest, isText: boolean): HoldValues {
  if (isPlain(test)) return equalTo(isText && test !== null ? String(test) : test)
  if (test instanceof RegExp) return fitting(test)
  if ('absent' in test) return (found) => found.length === 0
  if ('equals' in test) return equalTo(test.equals)
  if ('pattern' in test) return fitting(new RegExp(test.pattern, test.flags))
  const { contains } = test
  return (found) =>
    found.some((one) =>
      Array.isArray(one) ? one.includes(contains) : typeof one === 'string' && one.includes(String(contains)),
    )
}

/** A test in words that follow "is" or "not". */
export function describeTest(test: ValueTest): string {
  if (isPlain(test)) return JSON.stringify(test)
  if (test instanceof RegExp) return `matching ${String(test)}`
  if ('absent' in test) return 'absent'
  if ('equals' in test) return JSON.stringify(test.equals)
  if ('pattern' in test) return `matching /${test.pattern}/${test.flags ?? ''}`
  return `containing ${JSON.stringify(test.contains)}`
}

export function isPlain(test: unknown): test is string | number | boolean | null {
  return test === null || typeof test !== 'object'
}

function equalTo(wanted: unknown): HoldValues {
  return (found) => found.some((one) => isDeepStrictEqual(one, wanted))
}

function fitting(pattern: RegExp): HoldValues {
  // A global one remembers where it was.
  const fresh = new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ''))
  return (found) =>
    found.some((one) =>
      typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
        ? fresh.test(String(one))
        : false,
    )
}
