/** What fixture files must not say. */
import { UserError } from '../../kernel/errors.ts'
import type { PmpFixtures } from './schemas/fixtures.ts'
import { loginKey, tokenKey, type PmpTables } from './state.ts'

/** Ids and names that must not stand twice. @throws UserError naming the first that does */
export function requireUnique({ users, resources }: PmpFixtures): void {
  const accounts = resources.flatMap((resource) => resource.accounts)
  requireDistinct(
    users,
    (user) => user.id,
    (id) => `two users with the id "${id}"`,
  )
  requireDistinct(
    users,
    (user) => loginKey(user.login),
    (login) => `two users called "${login}"`,
  )
  requireDistinct(
    users.flatMap((user) => (user.api ? [user.api] : [])),
    (api) => tokenKey(api.token),
    () => 'two users with one token',
  )
  requireDistinct(
    resources,
    (resource) => resource.id,
    (id) => `two resources with the id "${id}"`,
  )
  requireDistinct(
    resources,
    (resource) => resource.name,
    (name) => `two resources called "${name}"`,
  )
  requireDistinct(
    accounts,
    (account) => account.id,
    (id) => `two accounts with the id "${id}"`,
  )
}

function requireDistinct<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  describe: (key: string) => string,
): void {
  const seen = new Set<string>()
  for (const item of items) {
    const key = keyOf(item)
    if (seen.has(key)) throw new UserError(`The fixtures of "pmp" hold ${describe(key)}.`)
    seen.add(key)
  }
}

export function requireRow(tables: PmpTables, kind: 'resource' | 'account', id: string, what: string): void {
  if (tables[`${kind}s`].has(id)) return
  throw new UserError(
    `A ${what} in the fixtures of "pmp" names ${kind} "${id}", and there is no ${kind} "${id}".`,
  )
}
