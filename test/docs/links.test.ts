import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { anchorOf } from '../../site/.vitepress/pages.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'examples', 'kits', 'src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ),
].filter((name) => name.endsWith('.md') && !/node_modules|\/target\//.test(name))

it.each(PAGES)('every link of %s leads somewhere, to a heading too', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^```[^]*?^```$|`[^`\n]*`/gm, '')
  const broken = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
    .map(([, path = '', anchor]) => ({
      file: path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path),
      anchor,
    }))
    .filter(
      ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor)),
    )
  expect(broken).toEqual([])
})

function anchorsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))
}
