/** The walks of CONTRIBUTING are the toy box itself, which the tests of kernel, server and control plane run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
const blocks = Array.from(page.matchAll(/^```ts (\S+)\n([^]*?)^```$/gm), ([, file = '', code = '']) => ({
  file,
  code,
}))

describe('CONTRIBUTING', () => {
  it('walks through an operation and a product', () => {
    const files = blocks.map(({ file }) => file.replace('test/support/toy-box/', ''))
    expect(files).toEqual(
      expect.arrayContaining([
        'operations/toys.ts',
        'operation.ts',
        'pipeline.ts',
        'envelope.ts',
        'index.ts',
      ]),
    )
  })

  it.each(blocks)('shows $file as it is', ({ file, code }) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(code)
  })
})
