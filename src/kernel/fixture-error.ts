/** What can be wrong with fixtures, and how people are told. */
import { UserError } from './errors.ts'

/** Something wrong with fixtures. */
export interface FixtureFault {
  readonly surface: string
  /** The file, or the folder when the fault is nobody's in particular; nothing for data that came without a file. */
  readonly file: string | undefined
  /** Where in it: `users[0].login`; empty for the whole. */
  readonly path: string
  /** What was expected. */
  readonly message: string
}

/** Fixtures that cannot be used, with all that is wrong with them. */
export class FixtureError extends UserError {
  readonly faults: readonly FixtureFault[]

  constructor(faults: readonly FixtureFault[]) {
    const [{ surface, file, path, message }, ...others] = faults as [FixtureFault, ...FixtureFault[]]
    const more = others.length === 0 ? '' : ` (and ${others.length} more, see "pam-mock validate")`
    super(
      `The fixtures of "${surface}" are not valid: ${file ?? 'the data given'} at ${path || '(top)'}: ${message}${more}.`,
      faults.map(describeFault),
    )
    this.faults = faults
  }
}

/** `users.json: users[0].login: expected string` */
function describeFault({ surface, file = surface, path, message }: FixtureFault): string {
  return path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`
}
