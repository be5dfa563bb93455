import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasShell, unless } from '../support/example.ts'
import { startWholeServer } from '../support/server.ts'
import { has, run } from '../support/tools.ts'

const SCRIPTS = [
  ['smoke.sh', 6],
  ['test_sps_client.sh', 5],
] as const

const canRun = hasShell && has('curl', '--version')

it.runIf(canRun).each(SCRIPTS)(
  `%s of the shell example runs as its README says${unless(canRun, 'a shell with curl')}`,
  async (script, steps) => {
    const server = await startWholeServer()
    const file = join(import.meta.dirname, '../../examples/shell', script)
    const { code, stdout, stderr } = await run('sh', [file, server.http], { no_proxy: '*' })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout.match(/^ok: /gm)).toHaveLength(steps)
  },
)
