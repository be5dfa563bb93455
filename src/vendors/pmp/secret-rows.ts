/** What of the rows nobody is to read in a log: passwords and keys, tokens and sessions. */
import { secretBeside, type SecretRows } from '../../kernel/journal/known-secrets.ts'
import { PERSONAL_CATEGORIES } from './domain/personal-categories.ts'
import { customFieldKey, tokenKey, type AccountRow, type pmpSlice, type PmpTables } from './state.ts'

const SECRET_COLUMNS = [
  ...new Set(
    PERSONAL_CATEGORIES.flatMap(({ columns }) =>
      columns.filter(({ type }) => type === 'Password').map(({ name }) => name),
    ),
  ),
]

export const secretRows: SecretRows<typeof pmpSlice> = {
  users: ({ login, password, passphrase, secondFactorSecret, api }) => [
    ...secretBeside(login, password),
    passphrase,
    secondFactorSecret,
    // A token that holds a line break is sent without it.
    ...(api ? [api.token, tokenKey(api.token)] : []),
  ],
  resources: ({ customFields }, _key, tables) => secretFields('resource', customFields, tables),
  accounts: (row, _key, tables) => secretsOfAccount(row, tables),
  trash: ({ accounts }, _key, tables) => accounts.flatMap((one) => secretsOfAccount(one, tables)),
  oldPasswords: ({ password }) => [password],
  personalAccounts: ({ fields, totpSecret }) => [...SECRET_COLUMNS.map((name) => fields[name]), totpSecret],
  sessions: (_row, key) => [key],
  certificates: ({ passphrase }) => [passphrase],
  sshKeys: ({ passphrase, privateKey }) => [passphrase, privateKey],
  sshResources: ({ users }) => users.map(({ password }) => password),
  keystoreKeys: ({ contentBase64 }) => contentsOf(contentBase64),
  agentKeys: ({ key }) => [key],
}

function secretsOfAccount(
  { name, password, totp, file, fieldFiles, customFields }: AccountRow,
  tables: PmpTables,
): (string | undefined)[] {
  const files = [file, ...Object.values(fieldFiles)].flatMap((one) =>
    one ? contentsOf(one.contentBase64) : [],
  )
  return [
    ...secretBeside(name, password),
    totp?.secret,
    ...files,
    ...secretFields('account', customFields, tables),
  ]
}

/** A file as it is kept, and as it came. */
function contentsOf(base64: string): string[] {
  return [base64, Buffer.from(base64, 'base64').toString('utf8')]
}

function secretFields(
  scope: 'resource' | 'account',
  fields: AccountRow['customFields'],
  { customFields }: PmpTables,
): string[] {
  return fields
    .filter(({ label }) => customFields.get(customFieldKey(scope, label))?.type === 'Password')
    .map(({ value }) => value)
}
