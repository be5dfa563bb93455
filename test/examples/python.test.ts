import { expect, it } from 'vitest'
import { copyExample, hasShell, unless } from '../support/example.ts'
import { has } from '../support/tools.ts'

const canRun = hasShell && has('python3', '-c', 'import pytest, requests')

it.runIf(canRun)(
  `the Python example runs as its README says${unless(canRun, 'Python with pytest and requests')}`,
  async () => {
    const { code, stdout, stderr } = await copyExample('python').followReadme()
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('5 passed')
  },
  60_000,
)
