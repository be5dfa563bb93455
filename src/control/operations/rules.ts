/** Why requests are refused: every rule with its sentences, its source, and where it is met. */
import { allRules } from '../../openapi/rules.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'

export const rulesGet = operation({
  id: 'control.rules.get',
  route: 'GET /rules',
  summary: 'Every rule that an answer can be refused by',
  answers: { 200: answers.rules },
  run({ kernel }) {
    const served = new Set(kernel.surfaces.map(({ name }) => name))
    const rules = allRules().filter(({ surface }) => surface === undefined || served.has(surface))
    return ok({ rules: [...rules], total: rules.length })
  },
})
