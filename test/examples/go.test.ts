import { expect, it } from 'vitest'
import { copyExample, hasShell, unless } from '../support/example.ts'
import { has } from '../support/tools.ts'

const canRun = hasShell && has('go', 'version')

it.runIf(canRun)(
  `the Go example runs as its README says${unless(canRun, 'Go')}`,
  async () => {
    const { code, stdout, stderr } = await copyExample('go').followReadme()
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/^ok/m)
  },
  180_000,
)
