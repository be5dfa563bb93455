/** Lists of the PKI API, which two families of products name differently. */
import type { PmpWorld } from '../domain/world.ts'

/**
 * The members of a list: under a name of its own, as clients of Password Manager Pro read it (C2), and as `details` with
 * `totalRows`, as Key Manager Plus answers (C20). The knob `pkiLists` leaves one out.
 */
export function listMembers(
  { settings }: PmpWorld,
  name: string,
  rows: readonly unknown[],
): Readonly<Record<string, unknown>> {
  const { pkiLists } = settings
  return {
    ...(pkiLists !== 'details' && { [name]: rows }),
    ...(pkiLists !== 'named' && counted(rows)),
  }
}

/** A list that Key Manager Plus alone has. */
export function counted(rows: readonly unknown[]): Readonly<Record<string, unknown>> {
  return { totalRows: rows.length, details: rows }
}
