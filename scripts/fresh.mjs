// @ts-check
// Fails when a page or a document that is made from code is not what the code makes of it: `npm run fresh`.
import { spawnSync } from 'node:child_process'
import { pathOf } from './generated.mjs'

const MAKERS = ['coverage', 'options', 'rules', 'documented', 'sps-guide', 'pmp-pages', 'openapi', 'api-pages']

for (const name of MAKERS) {
  const args = [pathOf(`scripts/${name}.mjs`), '--check']
  if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0) process.exitCode = 1
}
