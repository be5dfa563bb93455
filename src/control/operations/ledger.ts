/** Who did what to the products' objects, and what will hurt on the products. */
import { adviceFor } from '../advice.ts'
import { ledgerOf, type LedgerPart, type OpenEntry, type SecretDeed } from '../ledger.ts'
import { inTurns } from '../../kernel/in-turns.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import { fieldError } from '../errors.ts'
import { surfaceNamed } from '../names.ts'
import { ok, operation } from '../operation.ts'
import { ledgerQuery } from '../schemas/ledger.ts'
import { listed, streamed, type Pieces } from '../streamed-json.ts'
import * as answers from '../schemas/answers.ts'

export const ledgerGet = operation({
  id: 'control.ledger.get',
  route: 'GET /ledger',
  summary: 'Who read, changed and checked out which secret, what is open, and what has changed',
  query: ledgerQuery,
  answers: { 200: answers.ledger },
  async run({ kernel, workspace }, { query: { surface, object } }) {
    if (surface !== undefined) surfaceNamed(kernel, surface, 'query.surface')
    const parts = await ledgerOf(kernel, workspace, surface)
    const secrets = (await inTurns(allOf(parts.map((part) => part.secrets)))).toSorted(
      (a, b) => Number(a.request.id) - Number(b.request.id),
    )
    const isMeant = (one: { readonly object: string | null }): boolean =>
      object === undefined || one.object === object
    if (object !== undefined && !secrets.some(isMeant) && !isHeld(kernel, workspace, object))
      throw fieldError(400, 'query.object', `names no account or record of this world: "${object}"`)
    const open = (await inTurns(allOf(parts.map((part) => part.open)))).filter(isMeant)
    return ok(streamed(() => written(secrets.filter(isMeant), open, parts)))
  },
})

function* written(
  secrets: readonly SecretDeed[],
  open: readonly OpenEntry[],
  parts: readonly LedgerPart[],
): Pieces {
  yield '{"secrets":['
  yield* listed(secrets, (one) => JSON.stringify(one))
  yield '],"open":['
  yield* listed(open, (one) => JSON.stringify(one))
  yield '],"changes":['
  yield* listed(
    (function* () {
      for (const { changes } of parts) yield* changes()
    })(),
    (one) => JSON.stringify(one),
  )
  yield ']}'
}

function* allOf<Thing>(
  walks: readonly (() => Generator<Thing | undefined>)[],
): Generator<undefined, Thing[]> {
  const all: Thing[] = []
  for (const walk of walks)
    for (const one of walk()) {
      if (one === undefined) yield undefined
      else all.push(one)
    }
  return all
}

export const adviceGet = operation({
  id: 'control.advice.get',
  route: 'GET /advice',
  summary: 'What the client does that works here and will hurt on the product',
  answers: { 200: answers.advice },
  run: async ({ kernel, workspace }) => ok({ advice: await inTurns(adviceFor(kernel, workspace)) }),
})

function isHeld({ surfaces }: Kernel, workspace: Workspace, object: string): boolean {
  return surfaces.some(({ ledger }) => ledger?.holds(object, workspace))
}
