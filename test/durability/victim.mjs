// @ts-check
// The server that the kill test kills. Argument: the options of `startNotes` as JSON. Prints its port when it is ready.
import { startNotes } from './notes.mjs'

const { port } = await startNotes(JSON.parse(process.argv[2] ?? '{}'))
console.log(JSON.stringify({ port }))
