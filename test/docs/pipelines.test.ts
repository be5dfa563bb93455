/** docs/docker.md: its blocks for Compose, GitHub Actions and GitLab CI fit these, the image and the emulator. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { OPTIONS, environmentName } from '../../src/config/options.ts'
import { checker } from '../support/checkers.ts'
import { hasShell } from '../support/example.ts'
import { startWholeServer } from '../support/server.ts'
import { has, run } from '../support/tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const page = read('docs/docker.md')
const dockerfile = read('Dockerfile')
const { repository } = JSON.parse(read('package.json')) as { repository: { url: string } }
const published = repository.url.replace(/^git\+https:\/\/github\.com\/(.*)\.git$/, 'ghcr.io/$1')
const names = /PAM_MOCK_CONTROL_HOST=(\S+)/.exec(dockerfile)![1]!.split(',')
const [, port = ''] = /^EXPOSE (\d+)$/m.exec(dockerfile)!
const variables = [...Object.values(OPTIONS).map((option) => environmentName(option)), 'PAM_MOCK_CONFIG']

interface Service {
  readonly image: string
  readonly ports?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}
interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly services?: Readonly<Record<string, Service>>
        readonly steps: readonly { readonly env?: Readonly<Record<string, string>>; readonly run?: string }[]
      }
    >
  >
}
interface GitLabJob {
  readonly services: readonly {
    readonly name: string
    readonly alias: string
    readonly variables: Readonly<Record<string, string>>
  }[]
  readonly variables: { readonly PAM_MOCK_URL: string }
  readonly before_script: readonly string[]
}

const texts = (kind: string): string[] =>
  [...page.matchAll(/^```yaml (\w+)\n([^]*?)^```$/gm)]
    .filter(([, one]) => one === kind)
    .map(([, , text = '']) => text)

const actionlint = checker('actionlint', '-version')

it('there are blocks for each', () => {
  expect([texts('compose').length, texts('github').length, texts('gitlab').length]).toEqual([1, 2, 1])
  expect(page).not.toMatch(/^```yaml$/m)
})

it('every variable on the page is one of the emulator', () => {
  const named = [...page.matchAll(/\bPAM_MOCK_[A-Z_]+\b/g)].map(([name]) => name)
  // Where tests find it; it is no option.
  expect(named.filter((name) => name !== 'PAM_MOCK_URL' && !variables.includes(name))).toEqual([])
  expect(named.length).toBeGreaterThan(8)
})

it('Compose: the image, and names under which the control plane answers', () => {
  const { services } = parse(texts('compose')[0]!) as {
    services: {
      'pam-mock': Service & { networks: { default: { aliases: string[] } } }
      tests: { environment: object }
    }
  }
  expect(services['pam-mock'].image).toBe('pam-mock')
  const { aliases } = services['pam-mock'].networks.default
  expect(names).toEqual(expect.arrayContaining(aliases))
  for (const value of Object.values(services.tests.environment)) {
    const url = new URL(String(value))
    expect([aliases.includes(url.hostname), url.port]).toEqual([true, port])
  }
})

it.for(texts('github'))(
  'GitHub Actions: the image, its port, and what a workflow may be (%#)',
  async (text, { skip }) => {
    const { jobs } = parse(text) as Workflow
    const [job] = Object.values(jobs)
    const services = Object.entries(job!.services ?? {})
    for (const [name, { image, ports, env = {}, ...others }] of services) {
      expect(others).toEqual({})
      expect([image, ports]).toEqual([published, [`${port}:${port}`]])
      expect(names).toContain(name)
      expect(variables).toEqual(expect.arrayContaining(Object.keys(env)))
    }
    const scripts = job!.steps.map((step) => step.run ?? '').join('\n')
    if (services.length === 0)
      expect(scripts).toMatch(new RegExp(`docker run .* -p ${port}:${port} .*\\bpam-mock$`, 'm'))
    const urls = job!.steps.flatMap((step) => step.env?.['PAM_MOCK_URL'] ?? [])
    expect(urls).toEqual([`http://localhost:${port}`])
    if (!actionlint.isThere) skip(actionlint.reason)
    const folder = mkdtempSync(join(tmpdir(), 'pam-mock-workflow-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'workflow.yml')
    writeFileSync(file, text)
    const { stdout, code } = await run('actionlint', [file])
    expect([stdout, code]).toEqual(['', 0])
  },
)

it('GitLab CI: the image, names under which the control plane answers, and keys that GitLab has', () => {
  const [job] = Object.values(parse(texts('gitlab')[0]!) as Record<string, GitLabJob>)
  // https://docs.gitlab.com/ci/yaml/
  expect(['image', 'services', 'variables', 'before_script', 'script']).toEqual(Object.keys(job!))
  const [service] = job!.services
  expect(Object.keys(service!)).toEqual(['name', 'alias', 'variables'])
  expect(service!.name).toBe(published)
  const aliases = service!.alias.split(',')
  expect(names).toEqual(expect.arrayContaining(aliases))
  expect(variables).toEqual(expect.arrayContaining(Object.keys(service!.variables)))
  const url = new URL(job!.variables.PAM_MOCK_URL)
  expect([aliases.includes(url.hostname), url.port]).toEqual([true, port])
})

const canWait = hasShell && has('curl', '--version') && has('timeout', '--version')

it.runIf(canWait)('GitLab CI: what waits before the tests ends as soon as it is ready', async () => {
  const [job] = Object.values(parse(texts('gitlab')[0]!) as Record<string, GitLabJob>)
  const { http } = await startWholeServer()
  const waiting = job!.before_script.join('\n')
  const { code } = await run('sh', ['-ec', waiting], { PAM_MOCK_URL: http, no_proxy: '*' })
  expect(code).toBe(0)
  const soon = waiting.replace('timeout 60', 'timeout 2')
  const nobody = await run('sh', ['-ec', soon], { PAM_MOCK_URL: 'http://127.0.0.1:9', no_proxy: '*' })
  expect(nobody.code).toBe(124)
})
