// @ts-check
// What the reasons in the sources say: every rule with its sentence and source, where values stand as `{names}`.
import ts from 'typescript-5'
import { errorWith } from './errors.mjs'
import { functionAround, walk } from './source.mjs'

/** @typedef {import('typescript-5').Node} Node */
/** Which call a function is taken to come by, and which branch a condition takes. @typedef {ReadonlyMap<Node, Node>} Choices */
/** How a text is read: an id with all that it may be, a sentence, or what stands in one. @typedef {'id' | 'whole' | 'part'} Manner */
/** @typedef {{ text: string, choices: Choices }} Reading */
/** @typedef {{ rule: string, message: string, source: string, home: Node, error: import('./errors.mjs').FoundError | undefined }} FoundReason */

const MOST_READINGS = 400
const DEEPEST = 14
const OWN_SOURCE = 'the source of the operation'

/** @param {import('./source.mjs').Source} source @returns {FoundReason[]} */
export function reasonsIn(source) {
  const reader = new Reader(source)
  /** @type {FoundReason[]} */
  const found = []
  source.each((node) => {
    if (!ts.isObjectLiteralExpression(node)) return
    found.push(...reader.reasons(node))
  })
  return found
}

export class Reader {
  /** @param {import('./source.mjs').Source} source */
  constructor(source) {
    this.source = source
  }

  /** @param {ts.ObjectLiteralExpression} literal @returns {FoundReason[]} */
  reasons(literal) {
    const members = this.membersOf(literal)
    const { rule, message, source } = members
    if (!rule || !message || !source) return []
    return this.read(rule, new Map(), 'id')
      .filter(({ text }) => /^[a-z]+\.[a-z{]/.test(text))
      .flatMap(({ text, choices }) =>
        this.read(message, choices, 'whole').flatMap((said) =>
          this.read(source, said.choices, 'whole').map((from) => ({
            rule: text,
            message: said.text,
            source: from.text,
            home: this.#home(literal, from.choices),
            error: errorWith(this, literal, from.choices),
          })),
        ),
      )
  }

  /** What a text may be. @param {Node} node @param {Choices} choices @param {Manner} how @returns {Reading[]} */
  read(node, choices, how, depth = 0) {
    if (depth > DEEPEST) return this.#unknown(node, choices)
    /** @param {Node} next @param {Choices} [chosen] */
    const follow = (next, chosen = choices) => this.read(next, chosen, how, depth + 1)
    if (ts.isStringLiteralLike(node)) return [{ text: node.text, choices }]
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
      return follow(node.expression)
    if (ts.isTemplateExpression(node)) return this.#template(node, choices, how, depth)
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return this.read(node.left, choices, within(how), depth + 1).flatMap((left) =>
        this.read(node.right, left.choices, within(how), depth + 1).map(({ text, choices: chosen }) => ({
          text: left.text + text,
          choices: chosen,
        })),
      )
    if (ts.isConditionalExpression(node)) {
      const known =
        choices.get(node) ?? (this.#isLeftOut(node.condition, choices) ? node.whenTrue : undefined)
      const branches = known ? [known] : [node.whenTrue, node.whenFalse]
      return branches.flatMap((one) => follow(one, new Map(choices).set(node, one)))
    }
    if (ts.isIdentifier(node)) return this.#named(node, choices, how, depth)
    if (ts.isPropertyAccessExpression(node)) return this.#member(node, choices, how, depth)
    if (ts.isElementAccessExpression(node)) return this.#byType(node, choices, how)
    if (ts.isCallExpression(node)) return this.#called(node, choices, how, depth)
    return this.#unknown(node, choices)
  }

  /** @param {ts.TemplateExpression} template @param {Choices} choices @param {Manner} how @param {number} depth */
  #template({ head, templateSpans }, choices, how, depth) {
    /** @type {Reading[]} */
    let readings = [{ text: head.text, choices }]
    for (const { expression, literal } of templateSpans) {
      readings = readings.flatMap((so) =>
        this.read(expression, so.choices, within(how), depth + 1).map((value) => ({
          text: so.text + value.text + literal.text,
          choices: value.choices,
        })),
      )
      if (readings.length > MOST_READINGS) throw new Error(`Too many ways to read "${head.text}…".`)
    }
    return readings
  }

  /** @param {ts.Identifier} name @param {Choices} choices @param {Manner} how @param {number} depth @returns {Reading[]} */
  #named(name, choices, how, depth) {
    const [declared] = this.source.declarations(name)
    if (declared && ts.isVariableDeclaration(declared) && declared.initializer)
      return isConstant(declared)
        ? this.read(declared.initializer, choices, how, depth + 1)
        : this.#unknown(name, choices)
    if (declared && ts.isBindingElement(declared)) return this.#bound(declared, name, choices, how, depth)
    if (declared && ts.isParameter(declared)) return this.#given(declared, name, choices, how, depth)
    return this.#byType(name, choices, how)
  }

  /** `position === undefined`, where the call that was followed gives no position. @param {Node} condition @param {Choices} choices */
  #isLeftOut(condition, choices) {
    const [, name] = /^(\w+) === undefined$/.exec(condition.getText()) ?? []
    if (name === undefined || !ts.isBinaryExpression(condition)) return false
    const [declared] = this.source.declarations(condition.left)
    if (!declared || !ts.isParameter(declared)) return false
    const call = choices.get(declared.parent)
    const given = call && /** @type {ts.CallExpression} */ (call).arguments.length
    return given !== undefined && given <= declared.parent.parameters.indexOf(declared)
  }

  /** `const { rule } = page` @param {ts.BindingElement} element @param {ts.Identifier} name @param {Choices} choices @param {Manner} how @param {number} depth */
  #bound(element, name, choices, how, depth) {
    const type = this.source.checker.getTypeAtLocation(element.parent)
    const member = (element.propertyName ?? element.name).getText()
    const kinds = type.isUnion() ? type.types : [type]
    const declared = kinds.flatMap((one) => one.getProperty(member)?.declarations ?? [])
    if (declared.some(isOwnSource)) return [{ text: OWN_SOURCE, choices }]
    const found = this.#valuesOf(declared)
    const all = element.initializer ? [...found, element.initializer] : found
    if (how !== 'part' && all.length > 0) return all.flatMap((one) => this.read(one, choices, how, depth + 1))
    return this.#byType(name, choices, how)
  }

  /** @param {ts.ParameterDeclaration} parameter @param {ts.Identifier} name @param {Choices} choices @param {Manner} how @param {number} depth @returns {Reading[]} */
  #given(parameter, name, choices, how, depth) {
    const around = parameter.parent
    const known = choices.get(around)
    // A value amid a sentence stays one; a function that makes whole sentences is followed to who calls it.
    if (!known && how === 'part') return this.#byType(name, choices, how)
    const calls = known ? [known] : this.source.callsOf(around).filter((one) => !isWithin(one, around))
    if (calls.length === 0) return this.#byType(name, choices, how)
    const at = around.parameters.indexOf(parameter)
    return calls.flatMap((call) => {
      const chosen = new Map(choices).set(around, call)
      const argument = /** @type {ts.CallExpression} */ (call).arguments[at] ?? parameter.initializer
      if (!argument) return [{ text: '', choices: chosen }]
      const readings = this.read(argument, chosen, how, depth + 1)
      return readings.map(({ text, choices: so }) => ({
        text: isPlace(text) ? `{${name.text}}` : text,
        choices: so,
      }))
    })
  }

  /** @param {ts.PropertyAccessExpression} access @param {Choices} choices @param {Manner} how @param {number} depth @returns {Reading[]} */
  #member(access, choices, how, depth) {
    if (how === 'part') return this.#byType(access, choices, how)
    const declared = this.source.declarations(access.name)
    if (declared.some(isOwnSource)) return [{ text: OWN_SOURCE, choices }]
    const owner = this.source.declarations(access.expression)[0]
    const literal = owner && choices.get(owner)
    const values = this.#valuesOf(declared).filter((one) => !literal || one.parent.parent === literal)
    if (values.length === 0) return this.#byType(access, choices, how)
    return values.flatMap((one) => {
      const chosen = owner ? new Map(choices).set(owner, one.parent.parent) : choices
      return this.read(one, chosen, how, depth + 1)
    })
  }

  /** What members are given, wherever that is. @param {readonly Node[]} declared @returns {readonly ts.Expression[]} */
  #valuesOf(declared) {
    return [
      ...new Set(
        declared.flatMap((one) =>
          ts.isPropertyAssignment(one) ? [one.initializer] : (this.source.values.get(one) ?? []),
        ),
      ),
    ]
  }

  /** A function of ours that gives a text. @param {ts.CallExpression} call @param {Choices} choices @param {Manner} how @param {number} depth @returns {Reading[]} */
  #called(call, choices, how, depth) {
    const declared = this.source.checker.getResolvedSignature(call)?.declaration
    const body = declared && !ts.isJSDocSignature(declared) && 'body' in declared ? declared.body : undefined
    const isOurs = declared && this.source.files.includes(declared.getSourceFile())
    const changed = this.#changed(call, choices, how, depth)
    if (changed) return changed
    if (!body || !isOurs) return this.#unknown(call, choices)
    const chosen = new Map(choices).set(declared, call)
    const returned = ts.isBlock(body) ? returnsOf(body) : [body]
    const readings = returned.flatMap((one) => this.read(one, chosen, how, depth + 1))
    const fit = readings.filter(({ text }) => !isPlace(text))
    return fit.length > 0 && fit.length === readings.length && fit.length < 7
      ? fit
      : this.#unknown(call, choices)
  }

  /** A text with one of the few things done to it that are done to texts here. @param {ts.CallExpression} call @param {Choices} choices @param {Manner} how @param {number} depth @returns {Reading[] | undefined} */
  #changed({ expression, arguments: given }, choices, how, depth) {
    if (!ts.isPropertyAccessExpression(expression)) return undefined
    const [first, second] = given.map((one) => (ts.isStringLiteral(one) ? one.text : undefined))
    /** @type {((text: string) => string) | undefined} */
    const change = {
      charAt: (/** @type {string} */ text) => /^(?:\{\w+\}|.)/.exec(text)?.[0] ?? '',
      slice: (/** @type {string} */ text) => text.replace(/^(?:\{\w+\}|.)/, ''),
      toUpperCase: (/** @type {string} */ text) => (isPlace(text) ? text : text.toUpperCase()),
      replaceAll:
        first === undefined || second === undefined
          ? undefined
          : (/** @type {string} */ text) => (isPlace(text) ? text : text.replaceAll(first, second)),
    }[expression.name.text]
    if (!change || (expression.name.text === 'slice' && given[0]?.getText() !== '1')) return undefined
    const readings = this.read(expression.expression, choices, how, depth + 1)
    return readings.map(({ text, choices: chosen }) => ({ text: change(text), choices: chosen }))
  }

  /** Words that the type lists, where they are all there can be. @param {Node} node @param {Choices} choices @param {Manner} how @returns {Reading[]} */
  #byType(node, choices, how) {
    const type = this.source.checker.getTypeAtLocation(node)
    const kinds = type.isUnion() ? type.types : [type]
    const words = kinds.flatMap((one) => (one.isStringLiteral() ? [one.value] : []))
    return how !== 'part' && words.length === kinds.length
      ? words.map((text) => ({ text, choices }))
      : this.#unknown(node, choices)
  }

  /** @param {Node} node @param {Choices} choices @returns {Reading[]} */
  #unknown(node, choices) {
    return [{ text: `{${placeName(node)}}`, choices }]
  }

  /** @param {ts.ObjectLiteralExpression} literal @returns {Record<string, ts.Expression>} */
  membersOf(literal) {
    /** @type {Record<string, ts.Expression>} */
    const members = {}
    for (const property of literal.properties) {
      if (ts.isPropertyAssignment(property)) members[property.name.getText()] = property.initializer
      if (ts.isShorthandPropertyAssignment(property)) members[property.name.text] = property.name
      if (!ts.isSpreadAssignment(property)) continue
      const [declared] = this.source.declarations(property.expression)
      const made = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined
      const spread = made && ts.isAsExpression(made) ? made.expression : made
      if (spread && ts.isObjectLiteralExpression(spread)) Object.assign(members, this.membersOf(spread))
    }
    return members
  }

  /** Where it was decided: the call that was followed to, or where the reason stands. @param {Node} at @param {Choices} choices @returns {Node} */
  #home(at, choices) {
    let node = at
    for (let steps = 0; steps < DEEPEST; steps++) {
      const call = nextCall(node, choices)
      if (!call) break
      node = call
    }
    return this.source.home(node)
  }
}

/** @param {Node} node @param {Choices} choices @returns {Node | undefined} */
function nextCall(node, choices) {
  for (let around = functionAround(node); around; around = functionAround(around)) {
    const call = choices.get(around)
    if (call) return call
  }
  return undefined
}

/** @param {Node} inner @param {Node} outer */
function isWithin(inner, outer) {
  return inner.pos >= outer.pos && inner.end <= outer.end && inner.getSourceFile() === outer.getSourceFile()
}

/** @param {ts.Block} body @returns {ts.Expression[]} */
function returnsOf(body) {
  /** @type {ts.Expression[]} */
  const found = []
  walk(body, (node) => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression)
  })
  return found
}

/** Whether a member is what an operation says of its own source. @param {Node} declared */
function isOwnSource(declared) {
  return (
    ts.isPropertySignature(declared) &&
    declared.name.getText() === 'source' &&
    declared.getSourceFile().fileName.endsWith('kernel/surface/operation.ts')
  )
}

/** @param {ts.VariableDeclaration} declared */
function isConstant(declared) {
  return (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) !== 0
}

/** @param {Manner} how @returns {Manner} */
function within(how) {
  return how === 'id' ? 'id' : 'part'
}

/** @param {string} text */
function isPlace(text) {
  return /^\{\w+\}$/.test(text)
}

/** What a value is called in a sentence. @param {Node} node @returns {string} */
function placeName(node) {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return placeName(node.expression.expression)
  if (ts.isCallExpression(node) && node.arguments[0]) return placeName(node.arguments[0])
  if (ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)) return placeName(node.expression)
  if (ts.isBinaryExpression(node)) return placeName(node.left)
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return placeName(node.expression)
  return 'value'
}
