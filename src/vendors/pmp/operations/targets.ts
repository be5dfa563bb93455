/** What a path, or the interactive API's input, points at. */
import type { Call } from '../call.ts'
import { findAccount, findAccountAlone, type SeenAccount } from '../domain/rights.ts'

/** The account that is pointed at, with its resource or by its own id alone. @throws PmpError when it is absent */
export function accountAt({ world, actor, target }: Call): SeenAccount {
  const { resourceId, accountId = '' } = target
  return resourceId === undefined
    ? findAccountAlone(world, actor.user, accountId)
    : findAccount(world, actor.user, resourceId, accountId)
}
