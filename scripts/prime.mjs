// @ts-check
// Starts the built command once and keeps what V8 has compiled by the time that it is ready. Argument: the build's folder.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = resolve(process.argv[2] ?? 'dist')
const { loadProgram } = await import(pathToFileURL(join(folder, 'cli/load-program.js')).href)

process.argv.splice(2, Infinity, '--port', '0', '--log', 'silent')
const program = loadProgram()
await program.run()
if (process.exitCode !== undefined) throw new Error('The built command does not start.')
program.keepCompiled()
process.exit(0)
