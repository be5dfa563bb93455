import { join } from 'node:path'
import { expect, it } from 'vitest'
import { copyExample, hasShell, unless } from '../support/example.ts'
import { has } from '../support/tools.ts'

const KIT = join(import.meta.dirname, '../../kits/go')
const canRun = hasShell && has('go', 'version')

it.runIf(canRun)(
  `the Go example runs as its README says${unless(canRun, 'Go')}`,
  async () => {
    const example = copyExample('go')
    const env = { KIT }
    const moved = await example.run('go mod edit -replace "github.com/pam-mock/pam-mock/kits/go=$KIT"', env)
    expect(moved.code, moved.stderr).toBe(0)
    const { code, stdout, stderr } = await example.followReadme()
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/^ok/m)
  },
  180_000,
)
