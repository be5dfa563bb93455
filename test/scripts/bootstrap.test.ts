/** What somebody sees who starts a fresh checkout. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

it('is told once how long installing and building takes, before anything does', () => {
  const root = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'scripts'))
  cpSync('scripts/bootstrap.mjs', join(root, 'scripts/bootstrap.mjs'))
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}')
  // Stands in for npm, which needs a registry: it says when it is called, and fails.
  const npm = join(root, 'npm-cli.js')
  writeFileSync(npm, 'console.error("npm is called"); process.exitCode = 1')
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/bootstrap.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: npm },
  })
  const [first, second] = stderr.split('\n')
  expect(first).toMatch(/^pam-mock: installing dependencies .*then building: a minute or two/)
  expect([second, status]).toEqual(['npm is called', 1])
  expect(stderr.match(/a minute or two/g)).toHaveLength(1)
})
