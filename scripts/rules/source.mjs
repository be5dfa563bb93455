// @ts-check
// The sources as the compiler sees them: declarations as nodes of a graph, with what each refers to.
import ts from 'typescript-5'
import { relative } from 'node:path'
import { pathOf } from '../generated.mjs'

/** @typedef {import('typescript-5').Node} Node */

const FOLLOWED_NOWHERE = new Set(['run'])

export function readSource() {
  const config = ts.getParsedCommandLineOfConfigFile(
    pathOf('tsconfig.build.json'),
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  )
  if (!config) throw new Error('tsconfig.build.json cannot be read.')
  const program = ts.createProgram(config.fileNames, config.options)
  const checker = program.getTypeChecker()
  const root = pathOf('src/')
  // What describes answers to a document makes refusals for show, and a fault those of others.
  const files = program
    .getSourceFiles()
    .filter(
      ({ fileName }) =>
        fileName.startsWith(root) && !/\/(?:document(?:\/[\w-]+)?|refusals)\.ts$/.test(fileName),
    )
  return new Source(checker, files)
}

export class Source {
  /** Calls of each function. @type {Map<Node, (ts.CallExpression | ts.NewExpression)[]>} */
  calls = new Map()
  /** Values that literals give a member of an interface. @type {Map<Node, ts.Expression[]>} */
  values = new Map()
  /** Declarations that stand for a member of an interface. @type {Map<Node, Set<Node>>} */
  #standIns = new Map()
  /** The same, the other way round. @type {Map<Node, Node[]>} */
  #standsFor = new Map()
  /** What each node refers to. @type {Map<Node, Set<Node>>} */
  #edges = new Map()
  /** @type {Map<Node, Set<Node>>} */
  #references = new Map()

  /** @param {ts.TypeChecker} checker @param {readonly ts.SourceFile[]} files */
  constructor(checker, files) {
    this.checker = checker
    this.files = files
    for (const file of files) this.#index(file)
    for (const file of files) this.#refer(file)
  }

  /** Calls of a function, also by the interface that it stands for. @param {Node} declared */
  callsOf(declared) {
    return [declared, ...(this.#standsFor.get(declared) ?? [])].flatMap((one) => this.calls.get(one) ?? [])
  }

  /** @param {Node} node where it stands, from the root of the sources */
  static fileOf(node) {
    return relative(pathOf('src'), node.getSourceFile().fileName).replaceAll('\\', '/')
  }

  /** Every node below a file's. @param {(node: Node) => void} visit */
  each(visit) {
    for (const file of this.files) walk(file, visit)
  }

  /** The declaration that a place belongs to: an operation, a member of a class, or what stands at the top of its file. @param {Node} at @returns {Node} */
  home(at) {
    let node = at
    while (!ts.isSourceFile(node.parent)) {
      if (isOperation(node) || isMember(node)) return node
      if (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent)) return node
      node = node.parent
    }
    return node
  }

  /**
   * All that is led to from some declarations, without leaving a folder.
   *
   * @param {string} folder @param {Iterable<Node>} from
   * @param {boolean} [throughOperations] whether operations that are met are looked into
   */
  reach(folder, from, throughOperations = true) {
    const met = new Set(from)
    for (const node of met)
      for (const next of this.#edges.get(node) ?? []) {
        const file = Source.fileOf(next)
        if (!file.startsWith(folder) || file === `${folder}index.ts` || this.#isListing(next)) continue
        if (throughOperations || !isOperation(next)) met.add(next)
      }
    return met
  }

  /** Declarations that a stretch of code refers to. @param {Node} within @returns {Set<Node>} */
  references(within) {
    const known = this.#references.get(within)
    if (known) return known
    /** @type {Set<Node>} */
    const found = new Set()
    this.#references.set(within, found)
    walk(within, (node) => {
      if (node !== within && isOperation(node)) found.add(node)
      if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return
      for (const target of this.#targets(node)) found.add(target)
    })
    return found
  }

  /** Where the name is declared, behind imports. @param {Node} name @returns {readonly Node[]} */
  declarations(name) {
    const shorthand = ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : undefined
    let symbol = shorthand ?? this.checker.getSymbolAtLocation(name)
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol)
    return symbol?.declarations ?? []
  }

  /** @param {Node} name @returns {Node[]} */
  #targets(name) {
    return this.declarations(name).flatMap((declared) => {
      if (!this.#isOurs(declared)) return []
      if (ts.isClassDeclaration(declared)) return madeWith(declared)
      if (ts.isPropertySignature(declared) || ts.isMethodSignature(declared))
        return Array.from(this.#standIns.get(declared) ?? [])
      return isCode(declared) ? [this.home(declared)] : []
    })
  }

  /** @param {Node} node */
  #isOurs(node) {
    return node.getSourceFile().fileName.startsWith(pathOf('src/'))
  }

  /** @param {Node} file */
  #index(file) {
    walk(file, (node) => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const called = this.checker.getResolvedSignature(node)?.declaration
        if (called && !ts.isJSDocSignature(called)) note(this.calls, called, node)
      }
      if (ts.isObjectLiteralExpression(node)) this.#indexLiteral(node)
      if (isFieldSet(node))
        for (const declared of this.declarations(node.left.name)) note(this.values, declared, node.right)
      if (ts.isClassDeclaration(node)) this.#indexClass(node)
    })
  }

  /** @param {ts.ObjectLiteralExpression} literal */
  #indexLiteral(literal) {
    const type = this.checker.getContextualType(literal)
    if (!type) return
    for (const property of literal.properties) {
      const name = property.name && ts.isIdentifier(property.name) ? property.name.text : undefined
      if (name === undefined) continue
      const kinds = type.isUnion() ? type.types : [type]
      for (const declared of kinds.flatMap((one) => one.getProperty(name)?.declarations ?? [])) {
        if (ts.isPropertyAssignment(property)) note(this.values, declared, property.initializer)
        if (ts.isShorthandPropertyAssignment(property)) note(this.values, declared, property.name)
        note(this.#standsFor, ts.isPropertyAssignment(property) ? property.initializer : property, declared)
        if (!FOLLOWED_NOWHERE.has(name) && this.#isCallable(declared))
          this.#standIn(declared, this.home(property))
      }
    }
  }

  /** @param {ts.ClassDeclaration} declared */
  #indexClass(declared) {
    for (const { types } of declared.heritageClauses ?? [])
      for (const type of types.map((one) => this.checker.getTypeAtLocation(one)))
        for (const member of declared.members) {
          const name = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined
          for (const one of name === undefined ? [] : (type.getProperty(name)?.declarations ?? [])) {
            note(this.#standsFor, member, one)
            this.#standIn(one, member)
          }
        }
  }

  /** Whether a member of an interface is a function. @param {Node} declared */
  #isCallable(declared) {
    const type = this.checker.getTypeAtLocation(declared)
    return this.checker.getNonNullableType(type).getCallSignatures().length > 0
  }

  /** A list of operations: who looks through it does nothing of what they do. @param {Node} node */
  #isListing(node) {
    if (!ts.isVariableDeclaration(node)) return false
    const element = this.checker.getIndexTypeOfType(this.checker.getTypeAtLocation(node), ts.IndexKind.Number)
    return (
      element !== undefined && ['run', 'operation'].some((name) => element.getProperty(name) !== undefined)
    )
  }

  /** @param {Node} declared @param {Node} by */
  #standIn(declared, by) {
    if (!this.#isOurs(declared) || isOperation(by)) return
    const known = this.#standIns.get(declared)
    if (known) known.add(by)
    else this.#standIns.set(declared, new Set([by]))
  }

  /** @param {Node} file */
  #refer(file) {
    walk(file, (node) => {
      if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return
      const from = this.home(node)
      const edges = this.#edgesOf(from)
      for (const target of this.#targets(node)) if (target !== from) edges.add(target)
      // Who holds a table may call what is in it.
      if (isMember(from) && !ts.isClassLike(from.parent)) this.#edgesOf(this.home(from.parent)).add(from)
    })
  }

  /** @param {Node} node */
  #edgesOf(node) {
    const edges = this.#edges.get(node) ?? new Set()
    this.#edges.set(node, edges)
    return edges
  }
}

/** @param {Node} node @returns {node is ts.ObjectLiteralExpression} */
export function isOperation(node) {
  if (!ts.isObjectLiteralExpression(node)) return false
  const names = new Set(node.properties.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : '')))
  return names.has('run') && (names.has('route') || (names.has('id') && names.has('summary')))
}

/** A function in a class, or in a table at the top of a file. @param {Node} node @returns {boolean} */
function isMember(node) {
  if (ts.isClassLike(node.parent)) return ts.isClassElement(node)
  const isFunction =
    ts.isMethodDeclaration(node) || (ts.isPropertyAssignment(node) && ts.isFunctionLike(node.initializer))
  if (!isFunction) return false
  return !isInside(node.parent)
}

/** Whether a place is in an operation or a function. @param {Node} place @returns {boolean} */
function isInside(place) {
  if (ts.isSourceFile(place)) return false
  return isOperation(place) || ts.isFunctionLike(place) || isInside(place.parent)
}

/** `this.#parameter = parameter` @param {Node} node @returns {node is ts.BinaryExpression & { left: ts.PropertyAccessExpression }} */
function isFieldSet(node) {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    node.left.expression.kind === ts.SyntaxKind.ThisKeyword
  )
}

/** @param {Node} node @returns {ts.SignatureDeclaration | undefined} */
export function functionAround(node) {
  for (let at = node.parent; at; at = at.parent) if (ts.isFunctionLike(at)) return at
  return undefined
}

/** @param {Node} node @param {(node: Node) => void} visit */
export function walk(node, visit) {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** What runs when an object is made. @param {ts.ClassDeclaration} declared @returns {Node[]} */
function madeWith({ members }) {
  return members.filter((one) => ts.isConstructorDeclaration(one) || ts.isPropertyDeclaration(one))
}

/** @param {Node} node */
function isCode(node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isPropertyDeclaration(node)
  )
}

/** @template Key, Value @param {Map<Key, Value[]>} map @param {Key} key @param {Value} value */
function note(map, key, value) {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
