// @ts-check
// What a product refuses with where a reason is given: the code of the error that carries the reason, and the words that the
// error names. Where no error carries it, the product only notes it beside an answer.
import ts from 'typescript-5'
import { functionAround, walk } from './source.mjs'

/** @typedef {import('typescript-5').Node} Node */
/** @typedef {import('./reasons.mjs').Choices} Choices */
/** @typedef {{ code: string, text?: string }} FoundError */

const DEEPEST = 8

/**
 * @param {import('./reasons.mjs').Reader} reader
 * @param {Node} reason where it stands @param {Choices} choices
 * @returns {FoundError | undefined}
 */
export function errorWith(reader, reason, choices, depth = 0) {
  if (depth > DEEPEST) return undefined
  const around = functionAround(reason)
  for (let at = reason; at && at !== around; at = at.parent) {
    if (ts.isNewExpression(at) && at.expression.getText().endsWith('Error'))
      return errorOf(reader, at, choices)
    // It has a name first.
    if (ts.isVariableDeclaration(at) && around) {
      const made = makerWith(around, at.name.getText())
      if (made) return errorOf(reader, made, choices)
    }
  }
  if (!around) return undefined
  const chosen = choices.get(around)
  const calls = chosen ? [chosen] : reader.source.callsOf(around)
  for (const call of calls) {
    const error =
      ts.isNewExpression(call) && call.expression.getText().endsWith('Error')
        ? errorOf(reader, call, choices)
        : errorWith(reader, call, choices, depth + 1)
    if (error) return error
  }
  return undefined
}

/** An error that is made with what has a name. @param {Node} within @param {string} name */
function makerWith(within, name) {
  /** @type {ts.NewExpression | undefined} */
  let made
  walk(within, (node) => {
    if (!ts.isNewExpression(node) || !node.expression.getText().endsWith('Error')) return
    if (node.arguments?.some((one) => ts.isIdentifier(one) && one.text === name)) made ??= node
  })
  return made
}

/** @param {import('./reasons.mjs').Reader} reader @param {ts.NewExpression} made @param {Choices} choices @returns {FoundError | undefined} */
function errorOf(reader, made, choices) {
  const [first, ...rest] = made.arguments ?? []
  const [code] = first ? reader.read(first, choices, 'id') : []
  if (!code || !/^[a-z][a-z.-]+$/.test(code.text)) return undefined
  for (const one of rest) {
    if (!ts.isObjectLiteralExpression(one)) continue
    const { text } = reader.membersOf(one)
    const [word] = text ? reader.read(text, choices, 'id') : []
    if (word && /^\w+$/.test(word.text)) return { code: code.text, text: word.text }
  }
  return { code: code.text }
}
