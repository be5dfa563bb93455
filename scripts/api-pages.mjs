// @ts-check
// Writes a page for each document of openapi/ into docs/api/, for people: opened from a folder or a server, it asks nobody
// else for anything. The program that draws it stands once beside the pages. `--check` writes nothing and fails when one is
// stale.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createPage, pathOf } from './generated.mjs'

const COMMAND = 'npm run openapi'
const PROGRAM = 'redoc.standalone.js'
const NOT_DOCUMENTS = new Set(['rules.json'])
/** Where the program's own sign would be fetched from. */
const SIGN = 'https://cdn.redoc.ly/redoc/logo-mini.svg'
const NO_PICTURE = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='

mkdirSync(pathOf('docs/api'), { recursive: true })
const program = readFileSync(pathOf(`node_modules/redoc/bundles/${PROGRAM}`), 'utf8')
if (!program.includes(SIGN))
  throw new Error('Redoc draws its sign in another way; look where it comes from now.')
createPage(
  `docs/api/${PROGRAM}`,
  program.replaceAll(SIGN, NO_PICTURE).replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'),
  COMMAND,
)
const licences = ['node_modules/redoc/LICENSE', `node_modules/redoc/bundles/${PROGRAM}.LICENSE.txt`]
createPage(
  `docs/api/${PROGRAM}.LICENSE.txt`,
  licences.map((name) => readFileSync(pathOf(name), 'utf8')).join('\n'),
  COMMAND,
)

const names = readdirSync(pathOf('openapi')).filter(
  (name) => name.endsWith('.json') && !NOT_DOCUMENTS.has(name),
)
const titles = names.map((file) => {
  const text = readFileSync(pathOf(`openapi/${file}`), 'utf8')
  const { info } = JSON.parse(text)
  const name = file.replace(/\.json$/, '')
  createPage(`docs/api/${name}.html`, pageOf(info.title, JSON.stringify(JSON.parse(text))), COMMAND)
  return { name, title: info.title }
})
createPage('docs/api/index.html', indexOf(titles), COMMAND)

/** @param {string} title @param {string} document */
function pageOf(title, document) {
  return `${headOf(title)}
<body>
<div id="page"></div>
<script id="document" type="application/json">${document.replaceAll('<', String.raw`\u003c`)}</script>
<script src="${PROGRAM}"></script>
<script>
const { textContent } = document.getElementById('document')
Redoc.init(JSON.parse(textContent), { disableSearch: false, nativeScrollbars: true, theme: { typography: { fontFamily: 'system-ui, sans-serif', headings: { fontFamily: 'system-ui, sans-serif' } } } }, document.getElementById('page'))
</script>
</body>
</html>
`
}

/** @param {readonly { name: string, title: string }[]} titles */
function indexOf(titles) {
  const items = titles.map(({ name, title }) => `<li><a href="${name}.html">${escaped(title)}</a></li>`)
  return `${headOf('pam-mock: APIs')}
<body>
<h1>pam-mock: APIs</h1>
<ul>
${items.join('\n')}
</ul>
</body>
</html>
`
}

/** The policy keeps the page from asking anybody for anything. @param {string} title */
function headOf(title) {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline' file:",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'worker-src blob:',
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body { margin: 0; font-family: system-ui, sans-serif }</style>
</head>`
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
