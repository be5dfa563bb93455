/** `pam-mock coverage`: what is emulated. */
import { OperationRegistry } from '../kernel/surface/operation.ts'
import { surfaces } from '../surfaces.ts'

/** Prints every operation of the build, as a table or as JSON. */
export function coverage(json: boolean): void {
  const operations = new OperationRegistry(surfaces.flatMap((surface) => surface.operations)).list()
  if (json) {
    console.log(JSON.stringify(operations, undefined, 2))
    return
  }
  const rows = operations.map(({ id, method, path, evidence, source }) => [
    id,
    `${method} ${path}`,
    evidence,
    source,
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)))
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  console.log(`${operations.length} operations`)
}
