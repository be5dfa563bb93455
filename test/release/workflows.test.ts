/** The workflows: what they run is pinned, and no job may do more than it has to. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checker } from '../support/checkers.ts'
import { run } from '../support/tools.ts'

const FOLDER = join(import.meta.dirname, '../../.github/workflows')

interface Job {
  readonly needs?: string | readonly string[]
  readonly permissions?: Readonly<Record<string, string>>
  readonly environment?: string
  readonly 'timeout-minutes'?: number
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[]
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly concurrency?: object
  readonly jobs: Readonly<Record<string, Job>>
}

const files = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }))
const workflow = (wanted: string): Workflow =>
  parse(files.find(({ name }) => name === wanted)!.text) as Workflow
const actionlint = checker('actionlint', '-version')

describe('workflows', () => {
  it('name every action by its commit and its version, the same everywhere', () => {
    const used = files.flatMap(({ text }) =>
      [...text.matchAll(/\buses: (.*)$/gm)].map(([, what = '']) => what),
    )
    expect(used.length).toBeGreaterThan(20)
    for (const what of used) expect(what).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    const names = new Set(used.map((what) => what.split('@')[0]))
    expect(new Set(used).size).toBe(names.size)
  })

  it('end each job by themselves, and have one run at a time', () => {
    for (const { name } of files) {
      const { concurrency, jobs } = workflow(name)
      expect(concurrency, name).toBeDefined()
      for (const [id, job] of Object.entries(jobs)) expect(job['timeout-minutes'], id).toBeGreaterThan(0)
    }
  })

  it('put nothing from outside into a script', () => {
    for (const { name } of files)
      for (const { steps } of Object.values(workflow(name).jobs))
        for (const { run: script = '' } of steps) expect(script).not.toMatch(/\$\{\{/)
  })

  it('ask actionlint, which has nothing to say', async (context) => {
    if (!actionlint.isThere) context.skip(actionlint.reason)
    const { code, stdout } = await run(
      'actionlint',
      files.map(({ name }) => join(FOLDER, name)),
    )
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })
})

describe('the release', () => {
  const { permissions, jobs } = workflow('release.yml')

  it('publishes nothing before everything was checked', () => {
    expect(jobs['check']!.steps.map((step) => step.run)).toContain('.ci/run')
    const isAfterCheck = (id: string): boolean =>
      id === 'check' || [jobs[id]!.needs ?? []].flat().some((needed) => isAfterCheck(needed))
    expect(Object.keys(jobs).filter((id) => !isAfterCheck(id))).toEqual([])
    const { github, check: _check, ...others } = jobs
    expect([github!.needs].flat()).toEqual(
      expect.arrayContaining(Object.keys(others).filter((id) => id !== 'image')),
    )
  })

  it('gives each job no more rights than it has use for', () => {
    expect(permissions).toEqual({})
    const given = Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, job.permissions]))
    expect(given).toEqual({
      check: { contents: 'read' },
      npm: { 'id-token': 'write' },
      image: { contents: 'read', packages: 'write' },
      'image-index': { packages: 'write', 'id-token': 'write' },
      python: { 'id-token': 'write' },
      java: { contents: 'read' },
      go: { contents: 'write' },
      github: { contents: 'write' },
    })
  })

  it('lets an environment stand before what cannot be taken back', () => {
    const guarded = Object.entries(jobs).filter(([, { environment }]) => environment !== undefined)
    expect(guarded.map(([id]) => id)).toEqual(['npm', 'image', 'image-index', 'python', 'java', 'go'])
  })
})
