/** The snippet of the surface's README runs as it stands, changed only in host and port, and does what it says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { has, run } from '../../support/tools.ts'
import { startPmp } from './client.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../src/vendors/pmp/README.md'), 'utf8')

it.runIf(has('bash', '-c', 'curl --version'))("PMP's README speaks curl", async () => {
  const { app, workspace } = await startPmp()
  const { origin } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const blocks = [...PAGE.matchAll(/^```sh\n([^]*?)^```$/gm)]
  expect(blocks).toHaveLength(1)
  const script = blocks[0]![1]!.replaceAll('http://127.0.0.1:8080', origin)
  const { code, stdout, stderr } = await run('bash', ['-ec', script], { no_proxy: '*' })
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).not.toContain('Failed')
  expect(stdout).toContain('"PASSWORD":"fake-System307$"')
  expect(stdout).toContain('"STATUS":"****[Check In]"')
  expect(stdout).toContain('"RESOURCE NAME":"northwind-erp"')
  expect(workspace.journal.list({}).entries.map(({ operation }) => operation)).toEqual([
    'pmp.account.password.get',
    'pmp.account.password.change',
    'pmp.account.password.history',
    'pmp.request.raise',
    'pmp.request.approve',
    'pmp.account.check-out',
    'pmp.account.password.get',
    'pmp.account.check-in',
    'pmp.resource.list',
  ])
})
