// @ts-check
// Folder rules that the linter has no words for. Reads every source below src/ (or below a root given as argument),
// prints "file:line sentence" for each fault and fails when there is one. Uses Node alone.
//
// The linter's half (imports by folder, `Date.now` and its like by name) is in .oxlintrc.json.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findLoops } from './import-loops.mjs'

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..')

const CLOCK =
  "Only src/kernel/world/clock.ts asks the system for the time; take it from the workspace's clock."
const VENDOR =
  "A vendor does not import another vendor; what two of them need moves to the kernel, under a name without a vendor's word."
const KERNEL = 'The kernel knows no product and no way in: it imports neither vendors nor control nor app.'
const INDEX =
  'From outside, a vendor is its index.ts alone; export there what others need, or ask its plugin for it.'
const HTTP =
  'Rules and operations know nothing of HTTP: take what the declaration read, and leave the wire to the pipeline.'
const LOOP =
  'Files that import each other are read as one; move what both need to a file that imports neither, types too.'
const ROOT =
  'The root of src holds what users import and the list of products; everything else has a folder that says what it is.'

/** What lies in src itself. */
const ROOT_FILES = new Set([
  'index.ts',
  'vitest.ts',
  'vitest-global-setup.ts',
  'jest.ts',
  'jest-global-setup.ts',
  'jest-global-teardown.ts',
  'node-test.ts',
  'surfaces.ts',
])

/** Ways to read the system time that are not a plain member access by name. */
const CLOCK_READS = [
  /\bnew\s+Date\b(?!\s*\(\s*[^\s)])(?:\s*\(\s*\))?/g,
  /(?<!\bnew\s|[.\w$]\s*)\bDate\s*\(/g,
  /\bglobalThis\s*\.\s*(?:Date|performance|process)\b/g,
  /\bReflect\s*\.\s*construct\s*\(\s*Date\b/g,
  /\bimport\s*\{[^}]*\bperformance\b[^}]*\}\s*from\b/g,
  /\bimport\s*\{[^}]*\b(?:hrtime|uptime)\b[^}]*\}\s*from\b/g,
]

/** Where rules and operations of a product live, which know nothing of HTTP. */
const WITHOUT_HTTP = /^src\/vendors\/[^/]+\/(?:domain|operations)\//
const HTTP_IMPORTS =
  /\b(?:from|import)\s*\(?\s*(['"])(?:@?fastify(?:[-/][^'"\n]*)?|(?:node:)?(?:https?|http2))\1/g
const HTTP_TYPES = /\bFastify(?:Request|Reply)\b/g

const IMPORTS = /\b(?:from|import)\s*\(?\s*(['"])(?<specifier>\.[^'"\n]*)\1/g

/** @typedef {{ code: string, imports: { target: string, index: number }[] }} Source */

/** @type {Map<string, Source>} */
const sources = new Map()
const faults = [...checkRoot(), ...listSources('src').flatMap(checkFile), ...checkLoops()]
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1

function checkRoot() {
  return entriesOf('src')
    .filter((entry) => !entry.isDirectory() && !ROOT_FILES.has(entry.name))
    .map(({ name }) => `src/${name}:1 is a file in the root of src. ${ROOT}`)
}

/** @param {string} file */
function checkFile(file) {
  const { code, bare } = blank(readFileSync(join(root, file), 'utf8'))
  const imports = importsOf(file, code)
  sources.set(file, { code, imports })
  const found = [
    ...checkImports(file, { code, imports }),
    ...checkClock(file, bare),
    ...checkHttp(file, code, bare),
  ].toSorted((a, b) => a.line - b.line)
  return found.map(({ line, sentence }) => `${file}:${line} ${sentence}`)
}

/** @param {string} file @param {string} code */
function importsOf(file, code) {
  return [...code.matchAll(IMPORTS)].map((match) => ({
    target: posix.join(posix.dirname(file), match.groups?.['specifier'] ?? ''),
    index: match.index,
  }))
}

/** @param {string} file @param {Source} source */
function checkImports(file, { code, imports }) {
  return imports.flatMap(({ target, index }) => {
    const sentence = importFault(file, target)
    return sentence ? [describe(code, index, `imports "${target}". ${sentence}`)] : []
  })
}

/** Loops of imports, of types too, each told at the import that closes it. */
function checkLoops() {
  const graph = new Map(
    [...sources].map(([file, { imports }]) => [file, new Set(imports.map(({ target }) => target))]),
  )
  return findLoops(graph).map((loop) => {
    const [file = '', last = ''] = [loop[0], loop.at(-1)]
    const { code = '', imports = [] } = sources.get(last) ?? {}
    const index = imports.find(({ target }) => target === file)?.index ?? 0
    const { line, sentence } = describe(
      code,
      index,
      `closes the loop ${[...loop, file].join(' -> ')}. ${LOOP}`,
    )
    return `${last}:${line} ${sentence}`
  })
}

/** @param {string} file @param {string} target */
function importFault(file, target) {
  const from = vendorOf(file)
  const to = vendorOf(target)
  if (
    file.startsWith('src/kernel/') &&
    /^src\/(vendors|control|cli|app|server|config|library|tls)\/|^src\/surfaces\./.test(target)
  ) {
    return KERNEL
  }
  if (!to || to === from) return undefined
  if (from) return VENDOR
  const isTest = file.endsWith('.test.ts')
  return isTest || /^src\/vendors\/[^/]+\/index\.[jt]s$/.test(target) ? undefined : INDEX
}

/** @param {string} file */
function vendorOf(file) {
  return /^src\/vendors\/([^/]+)\//.exec(file)?.[1]
}

/** @param {string} file @param {string} bare */
function checkClock(file, bare) {
  if (file === 'src/kernel/world/clock.ts') return []
  return CLOCK_READS.flatMap((read) =>
    [...bare.matchAll(read)].map((match) =>
      describe(bare, match.index, `"${match[0].replaceAll(/\s+/g, ' ').trim()}". ${CLOCK}`),
    ),
  )
}

/** At most one fault for each line. @param {string} file @param {string} code @param {string} bare */
function checkHttp(file, code, bare) {
  if (!WITHOUT_HTTP.test(file)) return []
  const found = [...code.matchAll(HTTP_IMPORTS), ...bare.matchAll(HTTP_TYPES)].map((match) =>
    describe(code, match.index, `"${match[0]}". ${HTTP}`),
  )
  return [...new Map(found.toReversed().map((fault) => [fault.line, fault])).values()]
}

/** @param {string} text @param {number} index @param {string} sentence */
function describe(text, index, sentence) {
  return { line: text.slice(0, index).split('\n').length, sentence }
}

/**
 * The same text, character for character in its place, once without comments (`code`) and once also without the
 * insides of strings, templates and regular expressions (`bare`); the code within `${…}` stays.
 * @param {string} text
 */
function blank(text) {
  const token =
    /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*"|\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^[/\\\n])+\/[a-z]*|[`{}]|[\w$]+|\s+|[^]/y
  let code = ''
  let bare = ''
  let before = ''
  /** Open braces: true for one that a template opened. @type {boolean[]} */
  const braces = []
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    let found = /** @type {RegExpExecArray} */ (token.exec(text))[0]
    const opensTemplate = found === '`'
    const resumesTemplate = found === '}' && braces.pop() === true
    if (opensTemplate || resumesTemplate) {
      const end = templateEnd(text, at + 1)
      found = text.slice(at, end)
      token.lastIndex = end
      if (found.endsWith('${')) braces.push(true)
      code += found
      bare += erase(found, 1)
      before = found.endsWith('${') ? '{' : '`'
      continue
    }
    if (found === '{') braces.push(false)
    if (/^\/[/*]/.test(found)) {
      code += erase(found)
      bare += erase(found)
      continue
    }
    const isDivision = found.length > 1 && found.startsWith('/') && endsValue(before)
    if (isDivision) {
      found = '/'
      token.lastIndex = at + 1
    }
    code += found
    bare += /^['"]|^\/./.test(found) ? erase(found, 1) : found
    if (found.trim() !== '') before = found
  }
  return { code, bare }
}

/** Just after the closing backtick, or after the next "${". @param {string} text @param {number} from */
function templateEnd(text, from) {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '`') return at + 1
    else if (text.startsWith('${', at)) return at + 2
  }
  return text.length
}

/** Whether a slash after this token divides; otherwise it opens a regular expression. @param {string} token */
function endsValue(token) {
  if (/^(return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof)$/.test(token))
    return false
  return /[\w$)\]`'"]$/.test(token)
}

/** Spaces in place of all but the delimiters at both ends. @param {string} text @param {number} delimiter */
function erase(text, delimiter = 0) {
  const end = Math.max(delimiter, text.length - delimiter)
  return text.slice(0, delimiter) + text.slice(delimiter, end).replaceAll(/[^\n]/g, ' ') + text.slice(end)
}

/** @param {string} folder @returns {string[]} */
function listSources(folder) {
  return entriesOf(folder).flatMap((entry) => {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) return listSources(name)
    return /\.[cm]?[jt]s$/.test(entry.name) ? [name] : []
  })
}

/** What lies in a folder, by name. @param {string} folder */
function entriesOf(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
