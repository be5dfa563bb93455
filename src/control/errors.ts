/** A field of a request and what is wrong with it. */
export interface FieldFault {
  /** `body.match.status`, `query.limit`; the part alone (`body`) when the whole of it is wrong. */
  readonly field: string
  readonly message: string
}

/** What the control plane refuses, with the status that says so. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number
  /** Further members of the problem document. */
  readonly more: Readonly<Record<string, unknown>>

  constructor(status: number, detail: string, more: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.status = status
    this.more = more
  }
}

/** The first faults in a sentence, for those who are shown no more than that. */
export function describeFaults(faults: readonly FieldFault[]): string {
  const shown = faults.slice(0, MOST_SHOWN).map(({ field, message }) => `"${field}": ${message}`)
  const more = faults.length - shown.length
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`
}

const MOST_SHOWN = 3

/** Refuses a request for one field of it. */
export function fieldError(status: number, field: string, message: string): ControlError {
  const errors: FieldFault[] = [{ field, message }]
  return new ControlError(status, `"${field}" ${message}.`, { errors })
}
