/** The site is made of the pages of the repository: each has its place in the list, and each of its links leads somewhere. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linkFrom, pageOf, pagesIn, REPOSITORY } from '../../site/.vitepress/pages.ts'
import { GROUPS } from '../../site/.vitepress/sidebar.ts'
import { pageText, ROOT } from './pages.ts'

const listed = GROUPS.flatMap(({ pages }) => Object.keys(pages))
const pages = pagesIn(ROOT)

describe('the site', () => {
  it('lists pages that there are', () => {
    expect(listed.filter((page) => !pages.includes(page))).toEqual([])
    expect(new Set(listed.map(pageOf)).size).toBe(listed.length)
  })

  it('leaves no page of docs/ out of its list, but for single decisions', () => {
    const ofDocs = pages.filter((page) => /^docs\/[\w-]+\.md$/.test(page))
    expect(ofDocs.filter((page) => !listed.includes(page))).toEqual([])
  })

  it.each(pages)('leads from %s to pages, or to files of the repository', (page) => {
    const text = pageText(page).replaceAll(/^```[^]*?^```$|`[^`\n]*`/gm, '')
    const places = new Set(pages.map(pageOf))
    for (const [, href = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      const link = linkFrom(page, href)
      const [path = ''] = link.split('#')
      if (link.startsWith(`${REPOSITORY}/blob/main/`))
        expect(existsSync(join(ROOT, path.slice(`${REPOSITORY}/blob/main/`.length)))).toBe(true)
      else if (path.startsWith('/api/')) expect(existsSync(join(ROOT, 'docs', path))).toBe(true)
      else if (path.startsWith('/')) expect(places).toContain(path.slice(1))
      else expect(link).toMatch(/^(https?:|#|docs\/images|images\/)/)
    }
  })
})
