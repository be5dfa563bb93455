// @ts-check
// Rolls up what the compiler has said of the library's types into one file beside the library, so that a user needs no
// other package for them. What no entry point leads to is left out. Argument: the build's folder.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5'
import { nameTypes } from './names.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = resolve(process.argv[2] ?? 'dist')
const ROLLED = 'bundle/library.d.cts'
const ENTRIES = ['index', 'jest', 'jest-global-setup', 'jest-global-teardown', 'node-test']
/** Vitest itself cannot be required. */
const MODULE_ENTRIES = ['vitest', 'vitest-global-setup']

/** @typedef {{ file: string, name: string }} Place */
/** @typedef {{ source: ts.SourceFile, declared: Map<string, ts.Statement[]>, from: Map<string, Place | string> }} Parsed */

/** @type {Map<string, Parsed>} */
const parsed = new Map()
/** Declarations by name, in the order in which they were met. @type {Map<string, string>} */
const rolled = new Map()
/** @type {Map<string, Set<string>>} */
const ofNode = new Map()

for (const entry of [...ENTRIES, ...MODULE_ENTRIES]) {
  const file = join(folder, `${entry}.d.ts`)
  const text = `${entryOf(file)}\n`
  writeFileSync(file, text)
  if (ENTRIES.includes(entry)) writeFileSync(file.replace(/ts$/, 'cts'), text)
}
for (const [name, type] of Object.entries(await nameTypes(folder, join(root, 'openapi/rules.json'))))
  if (rolled.has(name)) rolled.set(name, `export type ${name} = ${type}`)
const imports = [...ofNode].map(
  ([from, names]) => `import type { ${[...names].toSorted().join(', ')} } from '${from}'\n`,
)
writeFileSync(join(folder, ROLLED), `${imports.join('')}${[...rolled.values()].join('\n')}\n`)

/** An entry point that takes from the rolled-up file what it took from everywhere. @param {string} file */
function entryOf(file) {
  const { source } = parse(file)
  return source.statements.map((statement) => takenFromOne(file, statement)).join('\n')
}

/** @param {string} file @param {ts.Statement} statement */
function takenFromOne(file, statement) {
  if (!isFrom(statement)) {
    collect(file, statement)
    return statement.getFullText().trim()
  }
  const specifier = specifierOf(statement)
  if (!specifier.startsWith('.')) return statement.getText()
  for (const { name, propertyName } of namesOf(statement)) {
    if (propertyName) throw new Error(`${file} renames "${name.text}", which the types are not told of.`)
    take(resolved(file, specifier), name.text)
  }
  return statement.getText().replace(specifier, './bundle/library.cjs')
}

/** Takes a declaration, and all that it speaks of. @param {string} file @param {string} name */
function take(file, name) {
  const { declared, from } = parse(file)
  const statements = declared.get(name)
  if (!statements) {
    const place = from.get(name)
    if (typeof place !== 'object') throw new Error(`${file} declares no "${name}".`)
    return take(place.file, place.name)
  }
  const text = statements.map((one) => `${commentsOf(one)}${exported(one)}`).join('\n')
  const known = rolled.get(name)
  if (known !== undefined) {
    if (known !== text) throw new Error(`Two things are called "${name}"; the second is in ${file}.`)
    return
  }
  rolled.set(name, text)
  for (const statement of statements) collect(file, statement)
}

/** Takes what a statement speaks of. @param {string} file @param {ts.Node} node */
function collect(file, node) {
  const { declared, from } = parse(file)
  ts.forEachChild(node, function visit(child) {
    if (ts.isImportTypeNode(child))
      throw new Error(`${file} imports a type in its midst: ${child.getText()}.`)
    if (ts.isIdentifier(child)) {
      const place = from.get(child.text)
      if (typeof place === 'string') note(file, place, child.text)
      else if (place || (declared.has(child.text) && !isEntry(file))) take(file, child.text)
    }
    ts.forEachChild(child, visit)
  })
}

/** @param {string} file @param {string} specifier @param {string} name */
function note(file, specifier, name) {
  // An entry point keeps its imports, such as the test runner's.
  if (isEntry(file)) return
  if (!specifier.startsWith('node:'))
    throw new Error(`The types of the library need "${name}" of "${specifier}" (${file}).`)
  ofNode.set(specifier, (ofNode.get(specifier) ?? new Set()).add(name))
}

/** @param {string} file @returns {Parsed} */
function parse(file) {
  const known = parsed.get(file)
  if (known) return known
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true)
  /** @type {Parsed} */
  const made = { source, declared: new Map(), from: new Map() }
  parsed.set(file, made)
  for (const statement of source.statements) {
    if (isFrom(statement)) {
      const specifier = specifierOf(statement)
      for (const { name, propertyName } of namesOf(statement))
        made.from.set(
          name.text,
          specifier.startsWith('.')
            ? { file: resolved(file, specifier), name: (propertyName ?? name).text }
            : specifier,
        )
    } else
      for (const name of declaredBy(statement))
        made.declared.set(name, [...(made.declared.get(name) ?? []), statement])
  }
  return made
}

/** @param {ts.Statement} statement @returns {statement is ts.ImportDeclaration | ts.ExportDeclaration} */
function isFrom(statement) {
  return (
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
    statement.moduleSpecifier !== undefined
  )
}

/** @param {ts.ImportDeclaration | ts.ExportDeclaration} statement */
function specifierOf({ moduleSpecifier }) {
  return /** @type {ts.StringLiteral} */ (moduleSpecifier).text
}

/** @param {ts.ImportDeclaration | ts.ExportDeclaration} statement @returns {readonly { name: ts.Identifier, propertyName?: ts.Identifier }[]} */
function namesOf(statement) {
  const named = ts.isImportDeclaration(statement)
    ? statement.importClause?.namedBindings
    : statement.exportClause
  if (!named) return []
  if (!ts.isNamedImports(named) && !ts.isNamedExports(named))
    throw new Error(`All of a module is taken: ${statement.getText()}`)
  return /** @type {any} */ (named.elements)
}

/** @param {ts.Statement} statement @returns {string[]} */
function declaredBy(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  const { name } = /** @type {{ name?: ts.Node }} */ (/** @type {unknown} */ (statement))
  return name && ts.isIdentifier(name) ? [name.text] : []
}

/** @param {ts.Statement} statement */
function exported(statement) {
  const text = statement.getText()
  return text.startsWith('export ') ? text : `export ${text}`
}

/** @param {ts.Statement} statement */
function commentsOf(statement) {
  const comment = statement.getFullText().slice(0, statement.getStart() - statement.getFullStart())
  const at = comment.lastIndexOf('/**')
  return at < 0 ? '' : comment.slice(at)
}

/** @param {string} file @param {string} specifier */
function resolved(file, specifier) {
  return join(dirname(file), specifier.replace(/\.(?:js|ts)$/, '.d.ts'))
}

/** @param {string} file */
function isEntry(file) {
  return dirname(file) === folder
}
