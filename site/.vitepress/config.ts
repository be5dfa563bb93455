/** The pages of the repository as a site: the same files, their links turned where they lead on the site. */
import { cpSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defineConfig } from 'vitepress'
import { anchorOf, linkFrom, pageOf, pagesIn, REPOSITORY } from './pages.ts'
import { GROUPS } from './sidebar.ts'

const ROOT = join(import.meta.dirname, '../..')
// Pages are compiled where the site's packages are found: they are copied there, under their paths in the repository.
const PAGES = join(import.meta.dirname, '../.pages')

rmSync(PAGES, { recursive: true, force: true })
for (const file of [...pagesIn(ROOT), 'docs/images'])
  cpSync(join(ROOT, file), join(PAGES, file), { recursive: true })

interface Token {
  readonly type: string
  readonly children: Token[] | null
  attrGet(name: string): string | null
  attrSet(name: string, value: string): void
}

export default defineConfig({
  title: 'pam-mock',
  description: 'A test double for XTAM, One Identity SPS, Password Manager Pro and PAM360',
  lang: 'en',
  // A site below a path, such as that of a project, is built with its path.
  base: process.env['SITE_BASE'] ?? '/',
  srcDir: PAGES,
  rewrites: (file) => pageOf(file) ?? file,
  cleanUrls: true,
  ignoreDeadLinks: [/^\/api\//],
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: GROUPS.map(({ text, pages }) => ({
      text,
      collapsed: false,
      items: Object.entries(pages).map(([file, name]) => ({ text: name, link: `/${pageOf(file)}` })),
    })),
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
  markdown: {
    // The pages are Markdown alone: what looks like a tag or a place of a template is text.
    html: false,
    anchor: { slugify: anchorOf },
    config(md) {
      md.core.ruler.before('normalize', 'without-comments', (state) => {
        state.src = state.src.replaceAll(/^<!--[^]*?-->$/gm, '')
      })
      md.core.ruler.push('of-the-repository', (state) => {
        turnLinks(state.tokens, state.env.realPath ?? state.env.path)
        state.tokens = [raw(new state.Token('html_block', '', 0), '<div v-pre>'), ...state.tokens]
        state.tokens.push(raw(new state.Token('html_block', '', 0), '</div>'))
      })
    },
  },
  buildEnd({ outDir }) {
    // The pages of the products' operations are made already.
    cpSync(join(ROOT, 'docs/api'), join(outDir, 'api'), { recursive: true })
  },
})

function raw<T extends { content: string }>(token: T, html: string): T {
  token.content = html
  return token
}

function turnLinks(tokens: readonly Token[], path: string): void {
  const file = relative(PAGES, path).replaceAll('\\', '/')
  for (const token of tokens) {
    const href = token.type === 'link_open' && token.attrGet('href')
    if (href) {
      const target = linkFrom(file, href)
      token.attrSet('href', target)
      if (target.startsWith('/api/')) token.attrSet('target', '_self')
    }
    if (token.children) turnLinks(token.children, path)
  }
}
