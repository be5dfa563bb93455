import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasShell, unless } from '../support/example.ts'
import { startWholeServer } from '../support/server.ts'
import { has, run } from '../support/tools.ts'

const SCRIPT = join(import.meta.dirname, '../../examples/shell/smoke.sh')

const canRun = hasShell && has('curl', '--version')

it.runIf(canRun)(
  `the shell example runs as its README says${unless(canRun, 'a shell with curl')}`,
  async () => {
    const server = await startWholeServer()
    const { code, stdout, stderr } = await run('sh', [SCRIPT, server.http], { no_proxy: '*' })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout.match(/^ok: /gm)).toHaveLength(6)
  },
)
