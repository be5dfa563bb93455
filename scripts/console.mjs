// @ts-check
// Bundles the console into the few static files that the control plane serves. Argument: the build’s folder.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { licences } from './licences.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'console')
const target = join(process.argv[2] ?? join(root, 'dist'), 'console')

mkdirSync(target, { recursive: true })
const included = await script()
for (const name of ['index.html', 'icon.svg'])
  writeFileSync(join(target, name), readFileSync(join(source, name)))
writeFileSync(join(target, 'console.css'), styles())
writeFileSync(join(target, 'LICENSES.txt'), licences(included))

/** @returns {Promise<string[]>} the files that went in */
async function script() {
  const bundle = await rolldown({
    cwd: root,
    input: { console: join(source, 'main.tsx') },
    platform: 'browser',
    tsconfig: join(source, 'tsconfig.json'),
    transform: { target: 'es2022' },
  })
  const { output } = await bundle.write({
    dir: target,
    format: 'esm',
    entryFileNames: '[name].js',
    codeSplitting: false,
    minify: true,
  })
  await bundle.close()
  return output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []))
}

/** In the order of their names, without what only people read. */
function styles() {
  const folder = join(source, 'styles')
  return readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
}
