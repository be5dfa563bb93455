/**
 * A server of notes that already holds so much. Argument: `{ megabytes, kept? }`, where `kept` is a durability mode;
 * without it state is in memory alone.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { notesSlice, startNotes } from '../../test/durability/notes.mjs'

const ROW_BYTES = 1000

const { megabytes, kept } = JSON.parse(process.argv[2])
const folder = mkdtempSync(join(tmpdir(), 'pam-mock-bench-'))
const file = join(folder, 'state.json')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))

const { kernel, port } = await startNotes(kept ? { file, durability: kept } : {})
const workspace = kernel.defaultWorkspace
const { notes } = workspace.state(notesSlice)
const rows = (megabytes * 1_000_000) / ROW_BYTES
for (let row = 0; row < rows; row++) {
  notes.put(`row ${row}`, { writer: 'filling', text: String(row % 10).repeat(ROW_BYTES - 60) })
  if (row % 1000 === 0) await new Promise((resolve) => void setTimeout(resolve))
}
// A compaction that the filling set off is no part of what is measured.
do await new Promise((resolve) => void setTimeout(resolve, 500))
while (existsSync(`${file}.tmp`))
console.log(JSON.stringify({ authority: `127.0.0.1:${port}` }))
