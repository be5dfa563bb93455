/**
 * Names members of what is nested: `operation.Details.REASON`, `accounts[0].id`, `accounts[*].id` for any of a list,
 * `["a.b"].c` for a name with a dot. A text that holds JSON is gone into like what it holds.
 */

/** Finds a member; of a list with `*`, all. */
export type Reader = (value: unknown) => readonly unknown[]

export function memberReader(path: string): Reader {
  const steps = stepsOf(path)
  return (value) => {
    // Few names have a dot in them, and those that have are meant as they are.
    const whole = memberOf(value, path)
    if (whole !== undefined) return [whole]
    let found: readonly unknown[] = [value]
    for (const step of steps)
      found = found.flatMap((one) => {
        const inner = parsed(one)
        if (step === '*') return Array.isArray(inner) ? inner : []
        const member = memberOf(inner, step)
        return member === undefined ? [] : [member]
      })
    return found
  }
}

/** @returns nothing when the path cannot be read */
export function isMemberPath(path: string): boolean {
  return stepsOf(path).length > 0
}

function stepsOf(path: string): string[] {
  const steps: string[] = []
  const step = /\[(?:"((?:[^"\\]|\\.)*)"|(\d+|\*))\]|(?:^|\.)([^.[\]]+)/gy
  while (step.lastIndex < path.length) {
    const found = step.exec(path)
    if (!found) return []
    const [, quoted, index, name] = found
    steps.push(quoted === undefined ? (index ?? name ?? '') : (JSON.parse(`"${quoted}"`) as string))
  }
  return steps
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

/** What a text holds, if it is JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
