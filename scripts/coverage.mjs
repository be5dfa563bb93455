// @ts-check
// Writes docs/coverage.md from the built app's operations. `--check` writes nothing and fails when it is stale.
import { built, createPage } from './generated.mjs'

const { coveragePage } = await built('cli/coverage-page.js')
const { OperationRegistry } = await built('kernel/surface/operation.js')
const { surfaces } = await built('surfaces.js')

const TITLES = new Map([
  ['xtam', 'XTAM'],
  ['sps', 'Safeguard for Privileged Sessions'],
  ['pmp', 'Password Manager Pro, PAM360'],
])

const served = surfaces.flatMap((/** @type {{ operations: unknown[] }} */ { operations }) => operations)
createPage('docs/coverage.md', coveragePage(new OperationRegistry(served).list(), TITLES), 'npm run coverage')
