/** What a test reaches for by name: API users' tokens, resources, accounts. */
import { few } from '../../../kernel/surface/access.ts'
import type { Handles } from '../../../kernel/surface/surface.ts'
import type { Opened } from '../../../kernel/store/table.ts'
import type { pmpSlice } from '../state.ts'

/** Tokens by login, and by role (`administrator`) for the first of it; ids by name, accounts as `resource/account`. */
export function handles({ users, resources, accounts }: Opened<typeof pmpSlice>): Handles {
  const tokens: Record<string, string> = {}
  const byRole: Record<string, string> = {}
  for (const { login, role, api } of few(users.values())) {
    if (!api) continue
    tokens[login] = api.token
    // A token with a line break in it can be sent in a query alone, not in a header.
    if (!api.token.includes('\n')) byRole[camelCase(role)] ??= api.token
  }
  const nameOf = (id: string): string => resources.get(id)?.name ?? id
  return {
    tokens: { ...byRole, ...tokens },
    resources: Object.fromEntries(Array.from(few(resources.values()), ({ name, id }) => [name, id])),
    accounts: Object.fromEntries(
      Array.from(few(accounts.values()), ({ resourceId, name, id }) => [`${nameOf(resourceId)}/${name}`, id]),
    ),
  }
}

/** `passwordUser` for "Password User". */
function camelCase(text: string): string {
  const joined = text.replaceAll(/\s+(\w)/g, (_, letter: string) => letter.toUpperCase())
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}
