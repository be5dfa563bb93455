// @ts-check
// Puts what users start or import into few files, dependencies included: loading some four hundred modules one by one is
// most of what a start takes. The licences of what is included stand beside it.
import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { licences } from './licences.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = process.argv[2] ?? join(root, 'dist')

/** Where each lands, and what it is made of. */
const MODULES = {
  'cli/main': 'src/cli/main.ts',
  // Found beside the file that starts it.
  'bundle/compact-worker': 'src/kernel/store/durable/compact-worker.ts',
}
/**
 * What users import, as modules and, for those who require it, as scripts; all of it asks one script for what it does, so
 * that a process that does both has it once.
 */
const ENTRIES = {
  index: 'src/index.ts',
  jest: 'src/jest.ts',
  'jest-global-setup': 'src/jest-global-setup.ts',
  'jest-global-teardown': 'src/jest-global-teardown.ts',
  'node-test': 'src/node-test.ts',
}
/** Vitest itself cannot be required. */
const MODULE_ENTRIES = { vitest: 'src/vitest.ts', 'vitest-global-setup': 'src/vitest-global-setup.ts' }
const LIBRARY = { 'bundle/library': 'src/library/index.ts' }
/** What is only sometimes needed, or never: a start that does without spares their source, too. */
const ASKED_FOR = {
  'bundle/ajv-compiler': '@fastify/ajv-compiler',
  'bundle/fast-json-stringify-compiler': '@fastify/fast-json-stringify-compiler',
  'bundle/pino-pretty': 'pino-pretty',
  'bundle/yaml': 'yaml',
}
/** Modules of Node's that dependencies load at once and we have no use for at a start: http2 alone takes 4 ms of it. */
const LATE = new Map([
  ['fastify/lib/server.js', ['https', 'http2', 'dns']],
  ['commander/lib/command.js', ['childProcess']],
])
/** What {@link MODULES} load as a script, since only of a script can it be kept what V8 made of it. */
const SCRIPT = { 'bundle/program': 'src/cli/program.ts' }

/** @type {import('rolldown').OutputOptions} */
const SCRIPT_FORMAT = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  codeSplitting: false,
  dynamicImportInCjs: false,
  // Names stay, for the stack of an error. A single character beyond Latin-1 would make V8 take two bytes for each.
  minify: {
    compress: false,
    mangle: false,
    codegen: { removeWhitespace: true, asciiOnly: true, legalComments: 'none' },
  },
}
/** Wrapped here, so that a start need not copy all of it. */
const WRAPPED = {
  postBanner: '(function (exports, require, module, __filename, __dirname) {',
  postFooter: '})',
}

const apart = Object.values(ASKED_FOR)
const paths = Object.fromEntries(
  Object.entries(ASKED_FOR).map(([to, name]) => [name, `./${basename(to)}.cjs`]),
)
const library = join(root, LIBRARY['bundle/library'])
const shared = { paths: { [library]: './bundle/library.cjs' } }
const included = [
  ...(await write(MODULES, apart, { format: 'esm', entryFileNames: '[name].js', paths })),
  ...(await write(SCRIPT, apart, { ...SCRIPT_FORMAT, ...WRAPPED, paths })),
  ...(await write(LIBRARY, apart, { ...SCRIPT_FORMAT, paths })),
  ...(await write({ ...ENTRIES, ...MODULE_ENTRIES }, [library], {
    format: 'esm',
    entryFileNames: '[name].js',
    ...shared,
  })),
]
// One by one: what two of them had in common would be a script of its own.
for (const [to, from] of Object.entries(ENTRIES))
  // Jest asks by `__esModule` whether a default is one.
  included.push(
    ...(await write({ [to]: from }, [library], {
      ...SCRIPT_FORMAT,
      ...shared,
      exports: 'named',
      esModule: true,
    })),
  )
for (const [to, name] of Object.entries(ASKED_FOR))
  included.push(...(await write({ [to]: name }, [], SCRIPT_FORMAT)))
writeFileSync(join(target, 'bundle/LICENSES.txt'), licences(included))

/**
 * @param {Record<string, string>} input
 * @param {string[]} external
 * @param {import('rolldown').OutputOptions} options
 * @returns {Promise<string[]>} the files that went in
 */
async function write(input, external, options) {
  const bundle = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    transform: { target: 'node20' },
    // The test runner is the user's own.
    external: ['vitest', ...external],
    plugins: [{ name: 'late', transform: (code, id) => loadLate(code, id) }],
  })
  const { output } = await bundle.write({
    dir: target,
    chunkFileNames: 'bundle/[name]-[hash].js',
    ...options,
  })
  await bundle.close()
  return output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []))
}

/** Has a dependency load what {@link LATE} names where it uses it. @param {string} code @param {string} id */
function loadLate(code, id) {
  const names = LATE.get(id.split(/[\\/]/).slice(-3).join('/')) ?? []
  return names.reduce((text, name) => {
    const [declaration = '', module] =
      new RegExp(`^const ${name} = (require\\('[^']+'\\));?$`, 'm').exec(text) ?? []
    if (!module) throw new Error(`${id} does not load "${name}" any more; look what it does instead.`)
    return text
      .replace(declaration, '')
      .replaceAll(new RegExp(`(?<![\\w.$'"])${name}\\.(?=\\w+\\()`, 'g'), `${module}.`)
  }, code)
}
