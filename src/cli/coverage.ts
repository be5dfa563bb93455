/** `pam-mock coverage`: what is emulated. */
import { OperationRegistry } from '../kernel/surface/operation.ts'
import { surfaces } from '../surfaces.ts'
import { confirmedBy, readReport } from '../verify/kept-reports.ts'

/**
 * Prints every operation of the build, as a table or as JSON.
 *
 * @param reports files of reports, which tell what real products have confirmed
 */
export function coverage(json: boolean, reports: readonly string[] = []): void {
  const operations = new OperationRegistry(surfaces.flatMap((surface) => surface.operations)).list()
  const confirmed = confirmedBy(reports.map(readReport))
  if (json) {
    const told = operations.map((one) => ({
      ...one,
      ...(reports.length > 0 && { confirmedBy: confirmed.get(one.id) ?? [] }),
    }))
    console.log(JSON.stringify(told, undefined, 2))
    return
  }
  const rows = operations.map(({ id, method, path, evidence, source }) => [
    id,
    `${method} ${path}`,
    evidence,
    ...(reports.length > 0 ? [confirmed.get(id)?.join(', ') ?? ''] : []),
    source,
  ])
  const widths = [0, 1, 2, ...(reports.length > 0 ? [3] : [])].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]!.length)),
  )
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  console.log(`${operations.length} operations`)
}
