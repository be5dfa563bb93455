/** A fixture directory for the toy surface, in a folder that is gone when the test ends. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { toyFixtures } from './toy-box/fixtures.ts'

export function toyWorld(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'toy'))
  writeFileSync(join(folder, 'toy', 'toys.json'), JSON.stringify(toyFixtures.toy))
  return folder
}
