// @ts-check
// Projects that people have: what they install beside the package, their files, and how they run their tests. Each asks the
// emulator something and holds what it received against a match.

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {Record<string, string>} packages by name, with the range to install
 * @property {Record<string, string>} files by name
 * @property {readonly string[]} command what Node is started with
 * @property {Record<string, string>} [env]
 * @property {number} [node] the least major version of Node that the runner takes
 * @property {boolean} [isBrief] whether it belongs to the part that every check runs
 * @property {Record<string, unknown>} [manifest] further members of its package.json
 */

/** What a test does, with the runner's own words for "expect this to be true" and "after this, the match holds". */
const BODY = `
  const token = mock.world.pmp.tokens['administrator']
  const answer = await fetch(mock.urls.pmp + '/resources/303/accounts/307/password', { headers: { AUTHTOKEN: token } })
  const text = await answer.text()`
const MATCH = `{ operation: 'pmp.account.password.get', status: 200 }`

/** With hooks and the matcher. @param {string} imports */
const withMatcher = (imports) => `${imports}
const mock = usePamMock()

test('reads a password', async () => {${BODY}
  expect(text).toContain('"status":"Success"')
  await expect(mock).toHaveReceived(${MATCH}, { exactly: 1 })
  await expect(mock).not.toHaveReceived({ surface: 'sps' })
})

test('begins anew', async () => {
  await expect(mock).toHaveReceived({}, { exactly: 0 })
})
`

/** With what Node brings. @param {string} imports */
const withNode = (imports) => `${imports}
const mock = usePamMock()

test('reads a password', async () => {${BODY}
  assert.match(text, /"status":"Success"/)
  await mock.journal.verify({ match: ${MATCH}, count: { exactly: 1 } })
})
`

/** With an emulator that the test starts itself. @param {string} imports @param {[string, string]} hooks */
const byHand = (imports, [before, after]) => `${imports}
let mock
${before}(async () => { mock = await startPamMock() })
${after}(async () => { await mock.close() })

TEST('reads a password', async () => {${BODY}
  if (!text.includes('"status":"Success"')) throw new Error(text)
  await mock.journal.verify({ match: ${MATCH}, count: { exactly: 1 } })
})
`

const JEST = 'node_modules/jest/bin/jest.js'
const VM_MODULES = { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' }
const ESM_IMPORT = `import { usePamMock } from 'pam-mock/jest'`
const CJS_REQUIRE = `const { usePamMock } = require('pam-mock/jest')`

/** @param {string} range @param {Partial<Project>} [more] @returns {Project} */
const vitest = (range, more) => ({
  name: `vitest-${range}`,
  packages: { vitest: range },
  files: {
    'use.test.mjs': withMatcher(
      `import { expect, test } from 'vitest'\nimport { usePamMock } from 'pam-mock/vitest'`,
    ),
  },
  command: ['node_modules/vitest/vitest.mjs', 'run'],
  ...more,
})

/** @param {string} name @param {Record<string, string>} packages @param {Partial<Project>} more @returns {Project} */
const jest = (name, packages, more) => ({ name, packages, files: {}, command: [JEST], ...more })

/** @param {string} range @returns {Project[]} */
const jests = (range) => [
  jest(
    `jest-${range}-esm`,
    { jest: range },
    {
      files: { 'use.test.mjs': withMatcher(ESM_IMPORT) },
      env: VM_MODULES,
      manifest: { jest: { testMatch: ['**/*.test.mjs'], transform: {} } },
    },
  ),
  jest(
    `jest-${range}-cjs`,
    { jest: range },
    {
      files: { 'use.test.js': withMatcher(CJS_REQUIRE) },
      manifest: { jest: { transform: {} } },
      isBrief: range === '29',
    },
  ),
  jest(
    `jest-${range}-babel`,
    { jest: range, '@babel/core': '7', '@babel/preset-env': '7' },
    {
      files: {
        'use.test.js': withMatcher(ESM_IMPORT),
        'babel.config.js': `module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }`,
      },
    },
  ),
  jest(
    `jest-${range}-ts`,
    { jest: range, 'ts-jest': '29', typescript: '5.9', '@types/jest': range, '@types/node': '20' },
    {
      files: {
        'use.test.ts': withMatcher(ESM_IMPORT),
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            module: 'commonjs',
            moduleResolution: 'node10',
            target: 'es2022',
            strict: true,
            types: ['jest', 'node'],
            paths: { 'pam-mock/jest': ['./node_modules/pam-mock/dist/jest.d.ts'] },
          },
        }),
      },
      manifest: { jest: { preset: 'ts-jest' } },
    },
  ),
]

/** What a program says with types, beside the runner's. */
const TYPED = `
export async function use(): Promise<string | undefined> {
  const mock: PamMock = await startPamMock({ profiles: { sps: '8.0' } })
  await mock.faults.add({ match: { surface: 'sps' }, effect: { type: 'delay', ms: 500 }, times: 1 })
  // @ts-expect-error an option that does not exist
  await startPamMock({ prot: 1 })
  const { entries } = await mock.journal.list({ surface: 'sps' })
  return entries[0]?.reason?.rule
}
`
const IMPORTS = `import { startPamMock, type PamMock } from 'pam-mock'`
const OPTIONS = { target: 'es2022', strict: true, noEmit: true, types: ['node'] }

/**
 * A compiler that is strict about the package's own files.
 * @param {string} name @param {Record<string, string>} compiler @param {string} command
 * @returns {Project}
 */
const types = (name, compiler, command) => ({
  name: `types-${name}`,
  packages: { ...compiler, '@types/node': '20' },
  files: {
    'use.mts': `${IMPORTS}\nimport { usePamMock } from 'pam-mock/node-test'\n${TYPED}\nexport const mock: PamMock = usePamMock()`,
    'use.cts': `import pamMock = require('pam-mock')\nexport const start: () => Promise<pamMock.PamMock> = pamMock.startPamMock`,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...OPTIONS, module: 'nodenext', skipLibCheck: false },
      files: ['use.mts', 'use.cts'],
    }),
  },
  command: [command, '-p', '.'],
})
const TSC = 'node_modules/typescript/bin/tsc'

/** The matcher's types. @param {string} range @returns {Project} */
const vitestTypes = (range) => ({
  name: `types-vitest-${range}`,
  packages: { vitest: range, typescript: '5.9', '@types/node': '22' },
  files: {
    'use.test.ts': `import { expect, test } from 'vitest'
import { usePamMock } from 'pam-mock/vitest'
const mock = usePamMock()
test('is typed', async () => {
  await expect(mock).toHaveReceived({ surface: 'sps' }, { exactly: 1 })
  await expect(mock).not.toHaveReceived({ surface: 'sps' })
  // @ts-expect-error no member of a match
  await expect(mock).toHaveReceived({ colour: 'red' })
})`,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...OPTIONS, module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true },
      files: ['use.test.ts'],
    }),
  },
  command: [TSC, '-p', '.'],
  node: range === '5' ? 22 : 20,
})

/** Two files that use one emulator, each in a workspace of its own. @param {string} imports */
const sharing = (imports) => `${imports}
const mock = usePamMock({ profiles: { sps: '7.0' } })

test('has a world of its own', async () => {
  await mock.clock.advance('1d')
  await fetch(mock.urls.sps)
  expect(process.env.PAM_MOCK_URL).toMatch(/^http:/)
  expect(mock.urls.sps).toMatch(/\\/w\\/w-\\w+\\/api$/)
  await expect(mock).toHaveReceived({}, { exactly: 1 })
})
`
const VITEST_IMPORTS = `import { expect, test } from 'vitest'\nimport { usePamMock } from 'pam-mock/vitest'`

/** @type {readonly Project[]} */
export const PROJECTS = [
  vitest('4', {
    name: 'vitest-4-shared',
    files: {
      'one.test.mjs': sharing(VITEST_IMPORTS),
      'two.test.mjs': sharing(VITEST_IMPORTS),
      'vitest.config.mjs': `export default { test: { globalSetup: ['pam-mock/vitest/global-setup'] } }`,
    },
  }),
  jest(
    'jest-30-shared',
    { jest: '30' },
    {
      files: { 'one.test.js': sharing(CJS_REQUIRE), 'two.test.js': sharing(CJS_REQUIRE) },
      manifest: {
        jest: {
          transform: {},
          globalSetup: 'pam-mock/jest/global-setup',
          globalTeardown: 'pam-mock/jest/global-teardown',
        },
      },
    },
  ),
  types('5.4', { typescript: '5.4' }, TSC),
  types('5.9', { typescript: '5.9' }, TSC),
  types('6', { typescript: '6' }, TSC),
  types('7', { typescript: '7' }, TSC),
  types(
    'native-preview',
    { '@typescript/native-preview': '*' },
    'node_modules/@typescript/native-preview/bin/tsgo',
  ),
  vitestTypes('3'),
  vitestTypes('4'),
  vitestTypes('5'),
  vitest('3', { isBrief: true }),
  vitest('4'),
  vitest('5', { node: 22 }),
  ...jests('29'),
  ...jests('30'),
  {
    name: 'node-test-esm',
    packages: {},
    files: {
      'use.test.mjs': withNode(
        `import assert from 'node:assert'\nimport { test } from 'node:test'\nimport { usePamMock } from 'pam-mock/node-test'`,
      ),
    },
    command: ['--test', 'use.test.mjs'],
  },
  {
    name: 'node-test-cjs',
    packages: {},
    files: {
      'use.test.cjs': withNode(
        `const assert = require('node:assert')\nconst { test } = require('node:test')\nconst { usePamMock } = require('pam-mock/node-test')`,
      ),
    },
    command: ['--test', 'use.test.cjs'],
    isBrief: true,
  },
  {
    name: 'mocha',
    packages: { mocha: '11' },
    files: {
      'use.test.cjs': byHand(`const { startPamMock } = require('pam-mock')`, ['before', 'after']).replace(
        'TEST',
        'it',
      ),
      'use.test.mjs': byHand(`import { startPamMock } from 'pam-mock'`, ['before', 'after']).replace(
        'TEST',
        'it',
      ),
    },
    command: ['node_modules/mocha/bin/mocha.js', 'use.test.cjs', 'use.test.mjs'],
  },
  {
    name: 'playwright',
    packages: { '@playwright/test': '1' },
    files: {
      'use.spec.mjs': byHand(
        `import { test } from '@playwright/test'\nimport { startPamMock } from 'pam-mock'`,
        ['test.beforeAll', 'test.afterAll'],
      ).replace('TEST', 'test'),
    },
    command: ['node_modules/@playwright/test/cli.js', 'test'],
  },
]
