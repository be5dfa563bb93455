/** Who did what to the products' objects, and what will hurt on the products. */
import { adviceFor } from '../advice.ts'
import { ledgerOf } from '../ledger.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import { fieldError } from '../errors.ts'
import { surfaceNamed } from '../names.ts'
import { ok, operation } from '../operation.ts'
import { ledgerQuery } from '../schemas/ledger.ts'
import * as answers from '../schemas/answers.ts'

export const ledgerGet = operation({
  id: 'control.ledger.get',
  route: 'GET /ledger',
  summary: 'Who read, changed and checked out which secret, what is open, and what has changed',
  query: ledgerQuery,
  answers: { 200: answers.ledger },
  run: ({ kernel, workspace }, { query: { surface, object } }) => {
    if (surface !== undefined) surfaceNamed(kernel, surface, 'query.surface')
    const ledger = ledgerOf(kernel, workspace, surface)
    if (object === undefined) return ok(ledger)
    const secrets = ledger.secrets.filter((one) => one.object === object)
    if (secrets.length === 0 && !isHeld(kernel, workspace, object))
      throw fieldError(400, 'query.object', `names no account or record of this world: "${object}"`)
    return ok({ ...ledger, secrets, open: ledger.open.filter((one) => one.object === object) })
  },
})

export const adviceGet = operation({
  id: 'control.advice.get',
  route: 'GET /advice',
  summary: 'What the client does that works here and will hurt on the product',
  answers: { 200: answers.advice },
  run: ({ kernel, workspace }) => ok({ advice: adviceFor(kernel, workspace) }),
})

function isHeld({ surfaces }: Kernel, workspace: Workspace, object: string): boolean {
  return surfaces.some(({ ledger }) => ledger?.holds(object, workspace))
}
