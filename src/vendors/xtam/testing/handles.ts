/** What a test reaches for by name: who may sign in, with what, and the objects of the estate. */
import { few } from '../../../kernel/surface/access.ts'
import type { Handles } from '../../../kernel/surface/surface.ts'
import type { Opened } from '../../../kernel/store/table.ts'
import type { xtamSlice } from '../state.ts'

/** Passwords by login, tokens by their user's login (the first enabled one), ids by name. */
export function handles({ users, authTokens, objects, recordTypes }: Opened<typeof xtamSlice>): Handles {
  const enabled = [...few(users.values())].filter((user) => user.enabled)
  const tokens: Record<string, string> = {}
  for (const token of few(authTokens.values())) if (token.enabled) tokens[token.login] ??= token.text
  const ids = (kind: 'record' | 'folder'): Record<string, string> =>
    Object.fromEntries(
      [...few(objects.values())].filter((one) => one.kind === kind).map(({ name, id }) => [name, id]),
    )
  return {
    users: Object.fromEntries(enabled.map(({ login, password }) => [login, password])),
    tokens,
    records: ids('record'),
    folders: ids('folder'),
    recordTypes: Object.fromEntries(Array.from(few(recordTypes.values()), ({ name, id }) => [name, id])),
  }
}
