import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { OPTIONS } from '../../src/options.ts'
import { build, run } from '../support/cli.ts'

beforeAll(build, 120_000)

describe('pam-mock', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(await run(['--version']).ended).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('lists every flag in its help', async () => {
    const { code, stdout, stderr } = await run(['--help']).ended
    expect([code, stderr]).toEqual([0, ''])
    for (const { flag } of Object.values(OPTIONS)) expect(stdout).toContain(`--${flag}`)
  })

  it('prints what is emulated', async () => {
    const { code, stdout } = await run(['coverage']).ended
    expect(code).toBe(0)
    for (const surface of ['xtam', 'sps', 'pmp']) expect(stdout).toMatch(new RegExp(`^${surface}\\.`, 'm'))
    const json = await run(['coverage', '--json']).ended
    expect(JSON.parse(json.stdout)[0]).toMatchObject({ id: expect.any(String), evidence: expect.any(String) })
  })
})
