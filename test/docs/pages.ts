/** The pages that people read, what checks their blocks of code, and the blocks. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** Their blocks that are marked "run" are run (snippets.test.ts). */
export const RUN = [
  'README.md',
  'docs/clients.md',
  'docs/cli.md',
  'docs/configuration.md',
  'docs/control-plane.md',
  'docs/fixtures.md',
  'docs/install.md',
  'docs/pipelines.md',
  'docs/testing.md',
  'docs/tls.md',
  'src/vendors/sps/README.md',
]

/** Their TypeScript is compiled and run (examples.test.ts). */
export const TYPESCRIPT = ['README.md', 'docs/durability.md', 'docs/library.md', 'docs/testing.md']

export interface Block {
  /** What stands behind the fence, such as `sh run`. */
  readonly info: string
  readonly code: string
}

export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}

export function blocksOf(page: string): Block[] {
  return [...pageText(page).matchAll(/^( *)```(.*)\n([^]*?)^\1```$/gm)].map(
    ([, indent = '', info = '', code = '']) => ({
      info,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}
