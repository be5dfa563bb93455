/** What the start table shows: tokens that work from anywhere, those first that need no encoding. */
import type { Credential } from '../../../kernel/surface/surface.ts'
import type { PmpTables, UserRow } from '../state.ts'

const MOST = 6

/** A token with a line break or a plus sign is shown percent-encoded, ready for a URL's query. */
export function startCredentials({ users }: PmpTables): Credential[] {
  const plain: Credential[] = []
  const encoded: Credential[] = []
  for (const user of users.values()) {
    const token = usableToken(user)
    if (token === undefined) continue
    const value = encodeURIComponent(token)
    if (value === token) plain.push({ label: `token of ${user.login} (${user.role})`, value })
    else encoded.push({ label: `token of ${user.login} (${user.role}), encoded for a URL`, value })
    if (plain.length + encoded.length === MOST) break
  }
  return [...plain.toSorted(administratorsFirst), ...encoded]
}

function usableToken({ api, disabled }: UserRow): string | undefined {
  const isUsable = api && !disabled && api.restEnabled && api.host === '*' && api.expiresAt === null
  return isUsable ? api.token : undefined
}

function administratorsFirst(one: Credential, other: Credential): number {
  return Number(other.label.includes('(Administrator)')) - Number(one.label.includes('(Administrator)'))
}
