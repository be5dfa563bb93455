// @ts-check
// Writes docs/coverage.md from the built app's operations. `--check` writes nothing and fails when it is stale.
import { built, createPage } from './generated.mjs'

const { buildApp } = await built('app/app.js')
const { coveragePage } = await built('cli/coverage-page.js')
const { configFromOptions } = await built('config/load-config.js')
const { createKernel } = await built('server/server.js')

const TITLES = new Map([
  ['xtam', 'XTAM'],
  ['sps', 'Safeguard for Privileged Sessions'],
  ['pmp', 'Password Manager Pro, PAM360'],
])

const kernel = createKernel(configFromOptions({}))
const app = await buildApp({ kernel, control: false })
await app.ready()
createPage('docs/coverage.md', coveragePage(kernel.operations.list(), TITLES), 'npm run coverage')
await app.close()
