/** What a fault refuses with that names a rule of a product: the rule as the catalogue has it. */
import type { FaultEffect, FaultMatch, Refusal } from '../kernel/faults/faults.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { allRules } from '../openapi/rules.ts'
import { fieldError } from './errors.ts'
import { refuseName } from './names.ts'

/** Stands in a sentence for what nobody has told. */
const UNTOLD = '…'

function fillIn(sentence: string, facts: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => facts[name] ?? UNTOLD)
}

/** @throws ControlError when there is no such rule, it is another product's, or no request can be refused by it alone */
export function refusalBy(
  kernel: Kernel,
  { surface, operation }: FaultMatch,
  { rule, facts = {} }: Extract<FaultEffect, { type: 'refuse' }>,
  place: string,
): Refusal {
  const able = kernel.surfaces.filter((one) => one.refusal)
  const known = allRules().filter((one) => able.some(({ name }) => name === one.surface))
  const found = known.find(({ id }) => id === rule)
  if (!found) {
    const names = known.map(({ id }) => id)
    throw refuseName(`${place}.rule`, 'rule of a product', rule, names, 'GET /__mock/rules')
  }
  const owner = surface ?? operation?.split('.', 1)[0]
  if (owner !== undefined && owner !== '*' && owner !== found.surface)
    throw fieldError(400, `${place}.rule`, `is no rule of ${owner}: "${rule}"`)
  const { error, reasons } = found
  const sentences = reasons.map(({ sentence }) => fillIn(sentence, facts))
  const at = Math.max(
    0,
    sentences.findIndex((one) => !one.includes(UNTOLD)),
  )
  const message = sentences[at] ?? ''
  const refusal = {
    code: error?.code,
    text: error?.text,
    reason: { rule, message: `${message} (A fault of this workspace.)`, source: reasons[at]?.source ?? '' },
    facts,
  }
  if (!able.find(({ name }) => name === found.surface)?.refusal?.(refusal))
    throw fieldError(400, `${place}.rule`, `is said by no refusal of its own: "${rule}"`)
  return refusal
}
