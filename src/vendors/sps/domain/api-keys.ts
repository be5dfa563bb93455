/** API keys: made and removed inside a transaction, effective after its commit (guide 8.0 LTS, "Managing API keys as a user"). */
import { createHash } from 'node:crypto'
import type { Ids } from '../../../kernel/world/ids.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { apiKeyBody } from '../schemas/user.ts'
import { spsSlice, type ApiKeyRow, type LoginMethod, type SessionRow, type Tables } from '../state.ts'
import { loginMethods } from './login.ts'
import { isLocalUser } from './privileges.ts'
import { openSession, useSession } from './session.ts'

const PAGE = 'SPS REST API Reference Guide 8.0 LTS, "Managing API keys as a user"'
const TOKEN_LENGTH = 64

export interface NewApiKey {
  readonly row: ApiKeyRow
  /** The clear text; this is the only time it exists. */
  readonly token: string
}

/** The keys of a user, by name. */
export function apiKeysOf(tables: Tables, user: string): ApiKeyRow[] {
  return [...tables.apiKeys.find('user', user)].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Creates a key for a session's user. @throws SpsError */
export function createApiKey(tables: Tables, ids: Ids, owner: SessionRow, input: unknown): NewApiKey {
  const parsed = apiKeyBody().safeParse(input)
  if (!parsed.success) {
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.api-key.name',
        message: 'The body must be {"name":"…"}; a name has no white space or special characters.',
        source: PAGE,
      },
      { path: '/api/user/api_keys', reason: 'name: must be letters, digits, "_" and "-"' },
    )
  }
  const token = ids.text(TOKEN_LENGTH)
  const row: ApiKeyRow = {
    key: ids.uuid(),
    name: parsed.data.name,
    user: owner.user,
    loginMethod: owner.method.key,
    tokenHash: hashToken(token),
  }
  tables.apiKeys.put(row.key, row)
  return { row, token }
}

/** A key of a user. */
export function apiKeyOf(tables: Tables, user: string, key: string): ApiKeyRow | undefined {
  const row = tables.apiKeys.get(key)
  return row?.user === user ? row : undefined
}

/**
 * The session that stands for a committed key. It has an id that no cookie can carry, so that a key's holder can open
 * transactions like anybody else.
 */
export function sessionOfApiKey(
  workspace: Workspace,
  token: string,
  address: string,
): SessionRow | undefined {
  const tables = workspace.state(spsSlice)
  const row = tables.apiKeys.first('token', hashToken(token))
  if (!row || !isLocalUser(tables, row.user)) return undefined
  const id = `api-key:${row.key}`
  const presented = useSession(workspace, id)
  if (presented.state === 'live') return presented.session
  return openSession(workspace, { id, user: row.user, address, method: methodOf(tables, row) })
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function methodOf(tables: Tables, { loginMethod }: ApiKeyRow): LoginMethod {
  const method = loginMethods(tables).find(({ key }) => key === loginMethod)
  return (
    method ?? {
      key: loginMethod,
      name: 'local',
      title: 'local',
      authentication: 'local',
      credential: 'password',
    }
  )
}
