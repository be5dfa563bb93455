// @ts-check
// Finds out what the built-in world comes to, then starts the built command once and keeps what V8 has compiled by the time
// that it is ready. Argument: the build's folder.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = resolve(process.argv[2] ?? 'dist')
/** @param {string} name */
const load = (name) => import(pathToFileURL(join(folder, name)).href)
const { BUILT_IN_FIXTURES } = await load('config/fixture-source.js')
const { prepareFixtures } = await load('kernel/fixtures.js')
const { formatPrepared } = await load('kernel/prepared-fixtures.js')
const { surfaces } = await load('surfaces.js')
const { loadProgram } = await load('cli/load-program.js')

const prepared = prepareFixtures(surfaces, { directories: [BUILT_IN_FIXTURES] })
writeFileSync(join(folder, 'bundle/built-in-world.jsonl'), formatPrepared(prepared))

process.argv.splice(2, Infinity, '--port', '0', '--log', 'silent')
const program = loadProgram()
await program.run()
if (process.exitCode !== undefined) throw new Error('The built command does not start.')
program.keepCompiled()
process.exit(0)
