/** What only the interactive API of the browser extension and the mobile app has. */
import { offlineAct } from '../domain/audit.ts'
import type { PmpWorld } from '../domain/world.ts'
import { INTERACTIVE } from '../errors.ts'
import { named, operation, type ClosedOperation } from '../operation.ts'
import { nothing } from '../schemas/answers/fields.ts'
import { reports } from '../schemas/interactive.ts'
import { favouriteKey, type FavouriteRow } from '../state.ts'
import type { TextKey } from '../texts.ts'
import { accountAt } from './targets.ts'

export const favouriteSet = favourite('set', 'Mark an account as a favourite', (world, mark) => {
  world.tables.favourites.put(favouriteKey(mark), mark)
  return 'favouriteSet'
})

export const favouriteRemove = favourite('remove', 'Take the mark of a favourite away', (world, mark) => {
  world.tables.favourites.delete(favouriteKey(mark))
  return 'favouriteRemoved'
})

const offlineAudit = operation({
  id: 'pmp.audit.add-offline',
  route: named('ADD_OFFLINEAUDIT'),
  name: 'ADD_OFFLINEAUDIT',
  summary: 'Report what was done while nobody could see it, such as logging out',
  source: INTERACTIVE,
  evidence: 'client',
  input: reports,
  takesList: true,
  answer: nothing,
  run: ({ world, actor }, all) => {
    for (const report of all) offlineAct(world, actor, report)
    return { text: 'offlineAuditAdded' }
  },
})

function favourite(
  verb: 'set' | 'remove',
  summary: string,
  change: (world: PmpWorld, mark: FavouriteRow) => TextKey,
): ClosedOperation {
  const name = `${verb.toUpperCase()}_FAVOURITEPASSWORD`
  return operation({
    id: `pmp.favourite.${verb}`,
    route: named(name),
    needs: ['ACCOUNTID'],
    name,
    summary,
    source: INTERACTIVE,
    evidence: 'client',
    answer: nothing,
    refusals: ['account.not-found'],
    run: (call) => {
      const { world, actor } = call
      const mark = { userId: actor.user.id, accountId: accountAt(call).account.id }
      return { text: world.update(() => change(world, mark)) }
    },
  })
}

export const interactiveOperations = [favouriteSet, favouriteRemove, offlineAudit]
