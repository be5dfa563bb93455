/** A folder of its own for a test's data file; gone when the test ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** @returns the path of a data file that does not exist yet, alone in its folder */
export function dataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'state.json')
}
