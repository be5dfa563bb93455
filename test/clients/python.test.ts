/** The vendor's Python examples, call for call, run by Python itself with the library they use. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startWholeServer } from '../support/server.ts'
import { has, run } from '../support/tools.ts'

const PYTHON = 'python3'
const canRun = has(PYTHON, '-c', 'import requests')
const script = (name: string): string => join(import.meta.dirname, 'python', name)

const deployments = [
  { scheme: 'http', at: 'under /xtam and /cas', url: '/xtam', cas: '/cas' },
  { scheme: 'http', at: 'at the root', url: '', cas: '' },
  { scheme: 'https', at: 'under /xtam and /cas', url: '/xtam', cas: '/cas' },
  { scheme: 'https', at: 'at the root', url: '', cas: '' },
] as const

// Where Python is missing, the conformance stories replay the same requests.
describe.runIf(canRun)('the Python examples for XTAM', () => {
  it.each(deployments)(
    '13.2.1, 13.2.2 run over $scheme with the product $at',
    async ({ scheme, url, cas }) => {
      const server = await startWholeServer()
      const base = scheme === 'http' ? server.http : server.tls
      const env = { REQUESTS_CA_BUNDLE: server.caFile, NO_PROXY: '*' }

      const basic = await run(PYTHON, [script('xtam_basic.py'), base + url], env)
      expect(basic.stderr).toBe('')
      expect(basic.stdout).toMatch(
        /^Hello Alex Morgan\n[^\n]+: [^\n]+ \([^\n/]+\/[^\n]+\)\n<Response \[200\]>\n$/,
      )

      const token = await run(PYTHON, [script('xtam_token.py'), base + url, base + cas], env)
      expect(token.stderr).toBe('')
      expect(token.stdout).toMatch(/^Hello Alex Morgan\nXSRF Token: [A-Za-z0-9._-]+\n$/)
    },
  )

  it('run inside a workspace by nothing but its URL', async () => {
    const server = await startWholeServer()
    server.kernel.createWorkspace({ id: 'team' })
    const base = `${server.http}/w/team`
    const basic = await run(PYTHON, [script('xtam_basic.py'), `${base}/xtam`])
    expect(basic.stdout).toContain('<Response [200]>')
    const token = await run(PYTHON, [script('xtam_token.py'), `${base}/xtam`, `${base}/cas`])
    expect(token.stdout).toContain('XSRF Token: ')
    expect(server.kernel.defaultWorkspace.journal.size).toBe(0)
    expect(server.kernel.workspace('team')?.journal.size).toBe(6)
  })
})
