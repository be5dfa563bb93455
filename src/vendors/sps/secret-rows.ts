/** What nobody is to read in a log: by the names of members, and what of the rows is hidden by value. */
import type { SecretRows } from '../../kernel/journal/known-secrets.ts'
import type { spsSlice } from './state.ts'

/** Not `key`, which names objects. A `password` may refer to one; who reads the journal can do without that reference. */
export const SECRET_FIELDS = [
  'plain',
  'hash',
  'token',
  'psk',
  'spp_api_token',
  'password',
  'new_password',
  'old_password',
  'root_password',
  'admin_password',
  'pem',
  'private_key',
  'credential_string',
  'product_tims',
  'shared_secret',
  'passphrase',
  'community',
  'auth_password',
  'encryption_password',
]

/** Any agent's default community is `public` (RFC 1157 calls it so); it is told by its place alone. */
const NAMES: ReadonlySet<string> = new Set(SECRET_FIELDS.filter((name) => name !== 'community'))
/** Deeper than any object of the configuration. */
const DEEPEST = 20

export const secretRows: SecretRows<typeof spsSlice> = {
  nodes: ({ secret, body }) => [secret, ...secretsIn(body, DEEPEST)],
  sessions: ({ id, token }) => [id, token],
}

function secretsIn(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth === 0) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (NAMES.has(name) ? [inner] : []) : secretsIn(inner, depth - 1),
  )
}
