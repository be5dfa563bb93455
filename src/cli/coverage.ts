/** `pam-mock coverage`: what is emulated. */
import { buildApp } from '../app/app.ts'
import { configFromOptions } from '../config/load-config.ts'
import { createKernel } from '../server/server.ts'

/** Prints every operation of the build, as a table or as JSON. */
export async function coverage(json: boolean): Promise<void> {
  const kernel = createKernel(configFromOptions({}))
  const app = await buildApp({ kernel, control: false })
  await app.ready()
  const operations = kernel.operations.list()
  await app.close()
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
