/** Calls of the control plane. */
import { asksForToken, CONTROL, credentials } from './session.ts'

export interface FieldFault {
  readonly field: string
  readonly message: string
}

/** What the control plane refuses, in its own words; or that it does not answer. */
export class Problem extends Error {
  readonly status: number
  readonly faults: readonly FieldFault[]

  constructor(status: number, detail: string, faults: readonly FieldFault[] = []) {
    super(detail)
    this.status = status
    this.faults = faults
  }
}

/**
 * @param path below the control plane, such as `clock`
 * @throws Problem when it is refused, or nobody answers
 */
export async function call<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(new URL(path, CONTROL), {
    method,
    headers: { ...credentials(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Problem(0, 'The emulator does not answer.')
  })
  const text = await answer.text()
  if (answer.ok) return (text === '' ? null : parsed(text)) as Answer
  if (answer.status === 401) asksForToken.value = true
  throw problemOf(answer.status, text)
}

export const get = <Answer>(path: string): Promise<Answer> => call<Answer>('GET', path)

/** A query, without what is empty. */
export function query(members: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`
}

function problemOf(status: number, text: string): Problem {
  const { detail, errors } = parsed(text) as { detail?: string; errors?: FieldFault[] }
  return new Problem(status, detail ?? `The emulator answers ${status}.`, errors)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return {}
  }
}
