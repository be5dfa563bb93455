import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

const SCRIPT = join(import.meta.dirname, '../../scripts/check-structure.mjs')

/** What the check finds in a tree of sources, given as texts by file name; each fault without its explanation. */
function check(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'pam-mock-structure-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [name, text] of Object.entries({ 'src/index.ts': '', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' })
  const faults = stderr.split('\n').filter((line) => line !== '')
  expect(status).toBe(faults.length > 0 ? 1 : 0)
  return faults.map((fault) => fault.slice(0, fault.indexOf('. ')))
}

describe('the structure of the sources', () => {
  it('is sound where each folder keeps to its own', () => {
    expect(
      check({
        'src/surfaces.ts': "import { toy } from './vendors/toy/index.ts'",
        'src/vendors/toy/index.ts': "export { toy } from './pipeline.ts'",
        'src/vendors/toy/pipeline.ts':
          "import type { FastifyRequest } from 'fastify'\nimport '../../kernel/clock.ts'",
        'src/vendors/toy/domain/rule.ts':
          "// import type { FastifyRequest } from 'fastify'\nconst text = 'FastifyReply'",
        'src/kernel/clock.ts': '',
      }),
    ).toEqual([])
  })

  it('lets no vendor import another, and only its index be imported from outside', () => {
    expect(
      check({
        'src/vendors/toy/rule.ts': "import '../game/index.ts'",
        'src/vendors/game/index.ts': '',
        'src/vendors/game/rule.ts': '',
        'src/control/health.ts': "import '../vendors/game/rule.ts'",
      }),
    ).toEqual([
      'src/control/health.ts:1 imports "src/vendors/game/rule.ts"',
      'src/vendors/toy/rule.ts:1 imports "src/vendors/game/index.ts"',
    ])
  })

  it.each(['vendors/toy/index.ts', 'control/index.ts', 'app/app.ts', 'tls/authority.ts', 'surfaces.ts'])(
    'lets the kernel not import %s',
    (target) => {
      expect(
        check({ 'src/kernel/world/clock.ts': `import '../../${target}'`, [`src/${target}`]: '' }),
      ).toEqual([`src/kernel/world/clock.ts:1 imports "src/${target}"`])
    },
  )

  it('lets the clock alone read the time', () => {
    expect(
      check({ 'src/kernel/world/clock.ts': 'new Date()', 'src/kernel/ids.ts': '\nconst at = new Date()' }),
    ).toEqual(['src/kernel/ids.ts:2 "new Date()"'])
  })
})

describe('a loop of imports', () => {
  it('is told with all its files, at the import that closes it', () => {
    expect(
      check({
        'src/kernel/a.ts': "import './b.ts'",
        'src/kernel/b.ts': "import './c.ts'",
        'src/kernel/c.ts': "\nimport './a.ts'",
        'src/kernel/d.ts': "import './a.ts'",
      }),
    ).toEqual([
      'src/kernel/c.ts:2 closes the loop src/kernel/a.ts -> src/kernel/b.ts -> src/kernel/c.ts -> src/kernel/a.ts',
    ])
  })

  it.each([
    ["import type { A } from './a.ts'", 'types'],
    ["export * from './a.ts'", 'an export'],
    ["const load = () => import('./a.ts')", 'an import at run time'],
  ])('counts too when %s (%s) closes it', (closing) => {
    expect(check({ 'src/kernel/a.ts': "import './b.ts'", 'src/kernel/b.ts': closing })).toEqual([
      'src/kernel/b.ts:1 closes the loop src/kernel/a.ts -> src/kernel/b.ts -> src/kernel/a.ts',
    ])
  })

  it('is told once, by its shortest way, where several share files, and apart where they do not', () => {
    expect(
      check({
        'src/kernel/a.ts': "import './b.ts'",
        'src/kernel/b.ts': "import './c.ts'",
        'src/kernel/c.ts': "import './a.ts'\nimport './d.ts'",
        'src/kernel/d.ts': "import './c.ts'",
        'src/kernel/e.ts': "import './e.ts'",
      }),
    ).toEqual([
      'src/kernel/d.ts:1 closes the loop src/kernel/c.ts -> src/kernel/d.ts -> src/kernel/c.ts',
      'src/kernel/e.ts:1 closes the loop src/kernel/e.ts -> src/kernel/e.ts',
    ])
  })

  it('is none where two ways lead to the same file', () => {
    expect(
      check({
        'src/kernel/a.ts': "import './b.ts'\nimport './c.ts'",
        'src/kernel/b.ts': "import './d.ts'",
        'src/kernel/c.ts': "import './d.ts'",
        'src/kernel/d.ts': "// import './a.ts'",
      }),
    ).toEqual([])
  })
})

describe('rules and operations of a product', () => {
  it.each(['fastify', '@fastify/cookie', 'node:http', 'http', 'node:https', 'node:http2'])(
    'do not import %s',
    (module) => {
      const text = `import type { Thing } from '${module}'`
      const faults = check({
        'src/vendors/toy/domain/rule.ts': text,
        'src/vendors/toy/operations/deep/note.ts': `\n${text}`,
        'src/vendors/toy/wire/body.ts': text,
      })
      expect(faults).toEqual([
        `src/vendors/toy/domain/rule.ts:1 "from '${module}'"`,
        `src/vendors/toy/operations/deep/note.ts:2 "from '${module}'"`,
      ])
    },
  )

  it('name no request or reply of Fastify, wherever that came from', () => {
    expect(
      check({
        'src/vendors/toy/domain/rule.ts':
          "import type { FastifyRequest } from '../call.ts'\nexport const run = (reply: FastifyReply) => reply",
      }),
    ).toEqual([
      'src/vendors/toy/domain/rule.ts:1 "FastifyRequest"',
      'src/vendors/toy/domain/rule.ts:2 "FastifyReply"',
    ])
  })
})

describe('the root of the sources', () => {
  it('holds what users import and the list of products, and nothing else', () => {
    const known = ['index.ts', 'vitest.ts', 'jest.ts', 'node-test.ts', 'surfaces.ts']
    const files = Object.fromEntries([...known, 'app.ts', 'notes.md'].map((name) => [`src/${name}`, '']))
    expect(check(files)).toEqual([
      'src/app.ts:1 is a file in the root of src',
      'src/notes.md:1 is a file in the root of src',
    ])
  })
})
