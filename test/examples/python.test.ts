import { join } from 'node:path'
import { expect, it } from 'vitest'
import { copyExample, hasShell, unless } from '../support/example.ts'
import { hasPython, pythonWith } from '../support/python.ts'

const KIT = join(import.meta.dirname, '../../kits/python')
const canRun = hasShell && hasPython

it.runIf(canRun)(
  `the Python example runs as its README says${unless(canRun, 'Python with pip')}`,
  async (context) => {
    const example = copyExample('python')
    const env = await pythonWith(context, KIT, '-r', join(example.folder, 'requirements.txt'))
    const { code, stdout, stderr } = await example.followReadme(env)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('5 passed')
  },
  240_000,
)
