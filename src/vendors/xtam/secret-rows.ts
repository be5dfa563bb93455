/** What of the rows nobody is to read in a log: passwords and keys, tokens, tickets and sessions. */
import { secretBeside, type SecretRows } from '../../kernel/journal/known-secrets.ts'
import { securedFieldsOf } from './domain/custom.ts'
import type { xtamSlice } from './state.ts'

export const secretRows: SecretRows<typeof xtamSlice> = {
  users: ({ login, password, mfaSecret }) => [...secretBeside(login, password), mfaSecret],
  objects: (row, _key, tables) => (row.kind === 'record' ? textsIn(securedFieldsOf({ tables }, row)) : []),
  authTokens: ({ text }) => [text],
  xsrfTokens: ({ value }) => [value],
  grantingTickets: ({ id, cookie }) => [id, cookie],
  serviceTickets: ({ id }) => [id],
  proxyGrantingTickets: ({ id }) => [id],
  flows: ({ execution, newSecret }) => [execution, newSecret],
  sessions: ({ id }) => [id],
}

/** A file is an object with its content in it. */
function textsIn(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (typeof value === 'string') return [value]
    if (typeof value === 'number') return [String(value)]
    const { Data } = (value ?? {}) as { Data?: unknown }
    return typeof Data === 'string' ? [Data] : []
  })
}
