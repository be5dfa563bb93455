// @ts-check
// Writes docs/coverage.md from the built app's operations. `--check` writes nothing and fails when it is stale.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { built, createPage, pathOf } from './generated.mjs'

const { coveragePage } = await built('cli/coverage-page.js')
const { OperationRegistry } = await built('kernel/surface/operation.js')
const { surfaces } = await built('surfaces.js')
const { confirmedBy, readReport } = await built('verify/kept-reports.js')

const TITLES = new Map([
  ['xtam', 'XTAM'],
  ['sps', 'Safeguard for Privileged Sessions'],
  ['pmp', 'Password Manager Pro, PAM360'],
])

const served = surfaces.flatMap((/** @type {{ operations: unknown[] }} */ { operations }) => operations)
/** Reports that people have sent in. */
const folder = pathOf('docs/verified')
const reports = existsSync(folder)
  ? readdirSync(folder)
      .toSorted()
      .map((name) => readReport(join(folder, name)))
  : []
const page = coveragePage(new OperationRegistry(served).list(), TITLES, confirmedBy(reports))
createPage('docs/coverage.md', page, 'npm run coverage')
