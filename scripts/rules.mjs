// @ts-check
// Writes every rule that an answer can be refused by into openapi/rules.json and docs/rules.md, as the sources say it.
// `--check` writes nothing and fails when one of them is stale.
import { built, createPage } from './generated.mjs'
import { meetingPlaces, shortened } from './rules/operations.mjs'
import { reasonsIn } from './rules/reasons.mjs'
import { rulesPage } from './rules/page.mjs'
import { readSource, Source } from './rules/source.mjs'

const TITLES = new Map([
  ['xtam', 'XTAM'],
  ['sps', 'Safeguard for Privileged Sessions'],
  ['pmp', 'Password Manager Pro, PAM360'],
])
const COMMAND = 'npm run rules'
const { surfaces } = await built('surfaces.js')

const ids = [
  ...new Set(
    surfaces.flatMap((/** @type {any} */ { operations }) =>
      operations.map((/** @type {any} */ one) => one.operation.id),
    ),
  ),
]
const source = readSource()
const meet = meetingPlaces(source, ids)

/** @typedef {{ reasons: Map<string, { sentence: string, source: string }>, operations: Set<string>, isEverywhere: boolean, isFault: boolean, error?: import('./rules/errors.mjs').FoundError }} KnownRule */
/** @type {Map<string, KnownRule>} */
const rules = new Map()
for (const { rule, message, source: from, home, error } of reasonsIn(source)) {
  const known = rules.get(rule) ?? newRule()
  rules.set(rule, known)
  known.reasons.set(`${message}\n${from}`, { sentence: message, source: from })
  const [, surface = ''] = /^vendors\/(\w+)/.exec(Source.fileOf(home)) ?? []
  const met = meet(surface, home)
  for (const one of met.operations) known.operations.add(one)
  known.isEverywhere ||= met.isEverywhere
  known.isFault ||= met.isFault
  if (error) known.error ??= error
}

const list = [...rules]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([id, { reasons, operations, isEverywhere, isFault, error }]) => {
    const [surface = ''] = id.split('.', 1)
    const isProduct = surfaces.some((/** @type {any} */ { name }) => name === surface)
    return {
      id,
      surface: isProduct ? surface : undefined,
      met: !isProduct
        ? 'by any request'
        : isEverywhere
          ? 'by any operation'
          : operations.size > 0
            ? 'by operations'
            : isFault
              ? 'by faults'
              : 'by none',
      error: isProduct ? error : undefined,
      operations: isEverywhere ? [] : shortened([...operations], ids),
      reasons: [...reasons].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    }
  })
createPage('openapi/rules.json', `${JSON.stringify(list, undefined, 1)}\n`, COMMAND)
createPage('docs/rules.md', rulesPage(list, TITLES), COMMAND)

/** @returns {KnownRule} */
function newRule() {
  return { reasons: new Map(), operations: new Set(), isEverywhere: false, isFault: false }
}
