/** Each endpoint beside the configuration has a note on what the guide says of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { operations } from '../../src/vendors/sps/operations/index.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/documented/sps/guide')
/** Aliases of ours, and what stands for the guide's own path. */
const UNTOLD = new Set(['/api/health-status'])

it('is told of every path', () => {
  const told = new Set(
    readdirSync(FOLDER).flatMap((file) => {
      const { notes } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { notes: { path: string }[] }
      return notes.map(({ path }) => path)
    }),
  )
  const paths = operations
    .filter(({ node }) => node === undefined)
    .flatMap(({ route }) => route)
    .map((route) => `/api${route.slice(route.indexOf('/')).replace(/^\/$/, '')}`.replaceAll(/:\w+/g, '<key>'))
  expect([...new Set(paths)].filter((path) => !told.has(path) && !UNTOLD.has(path))).toEqual([])
})
