/** What requests do to accounts, who sends them, what is checked out, and what will hurt on a product. */
import { memberReader } from '../../../kernel/match/member-path.ts'
import type { Message } from '../../../kernel/match/message.ts'
import { SECRETS_IN_URLS, signInsForEachCall, withParameter } from '../../../kernel/surface/advice.ts'
import type { Deed, OpenThing, SurfaceLedger } from '../../../kernel/surface/ledger.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { isLive } from '../domain/access-control.ts'
import { worldOf } from '../domain/world.ts'
import { tokenKey } from '../state.ts'

const DEEDS: Readonly<Record<string, Deed['does']>> = {
  'pmp.account.password.get': 'read',
  'pmp.account.password.history': 'read',
  'pmp.account.download': 'read',
  'pmp.account.totp': 'read',
  'pmp.account.password.change': 'changed',
  'pmp.account.edit': 'changed',
  'pmp.account.check-out': 'checked out',
  'pmp.account.check-in': 'checked in',
  'pmp.request.check-in': 'checked in',
}

const SIGN_IN = 'pmp.session.begin'

export const ledger: SurfaceLedger = {
  deed(request, params, workspace) {
    const does = DEEDS[request.operation ?? '']
    const object = does && (params['accountId'] ?? accountNamed(request.message, workspace))
    return object === undefined ? undefined : { does: does!, object }
  },
  holds: (object, workspace) => worldOf(workspace).tables.accounts.get(object) !== undefined,
  caller: ({ message }, workspace) => {
    const { users, sessions } = worldOf(workspace).tables
    const token = tokenOf(message)
    if (token === undefined) return undefined
    const user = users.first('token', tokenKey(token)) ?? users.get(sessions.get(token)?.userId ?? '')
    return user?.login
  },
  open: (workspace) => [...checkOuts(workspace), ...sessions(workspace)],
  advice: [
    {
      rule: 'pmp.advice.secret-in-url',
      sentence:
        'A token or password came in the query, which proxies and logs keep; send the token in the header AUTHTOKEN, and passwords in the body.',
      source: `PAM360 REST APIs, "Prerequisites" (the token is a header); ${SECRETS_IN_URLS}`,
      find: (requests) =>
        withParameter(requests, ['AUTHTOKEN', 'APP_AUTHTOKEN', 'AUTHKEY', 'PASSWORD', 'PASSPHRASE']),
    },
    {
      rule: 'pmp.advice.session-for-each-call',
      sentence:
        'It signs in anew for nearly every call; each sign-in is a session and an entry in the audit trail. Keep the key until it is refused.',
      source: "the vendor's browser extension, which keeps its key (client C6)",
      find: (requests) =>
        signInsForEachCall(
          requests,
          ({ operation }) => operation === SIGN_IN,
          ({ operation }) => operation !== undefined,
        ),
    },
    {
      rule: 'pmp.advice.password-not-returned',
      sentence:
        'It has checked out a password and not checked it in; nobody else gets it until it is taken back by itself.',
      source: 'Password access control workflow',
      find: (requests, workspace) => {
        const open = [...checkOuts(workspace)]
        return requests.filter(
          (one) =>
            !one.isRefused &&
            one.operation === 'pmp.account.check-out' &&
            open.some(({ explains }) => explains(one)),
        )
      },
    },
  ],
}

function* checkOuts(workspace: Workspace): Generator<OpenThing> {
  const world = worldOf(workspace)
  for (const request of world.tables.requests.values()) {
    if (request.state !== 'checked-out' || !isLive(request, world.now())) continue
    const { accountId, userId } = request
    yield {
      kind: 'check-out',
      object: accountId,
      by: world.tables.users.get(userId)?.login ?? userId,
      explains: ({ operation, path, message }) =>
        (operation ?? '').startsWith('pmp.account.check-') &&
        (accountIn(path) ?? accountNamed(message, workspace)) === accountId,
    }
  }
}

function* sessions(workspace: Workspace): Generator<OpenThing> {
  const world = worldOf(workspace)
  const lasts = world.settings.timers.sessionMinutes * 60_000
  for (const [key, { userId, usedAt }] of world.tables.sessions.entries()) {
    if (world.now() - usedAt >= lasts) continue
    yield {
      kind: 'session',
      by: world.tables.users.get(userId)?.login ?? userId,
      explains: ({ operation, message, answerText }) =>
        tokenOf(message) === key || (operation === SIGN_IN && answerText().includes(key)),
    }
  }
}

function tokenOf(message: Message): string | undefined {
  const [query, headers] = [message.query(), message.headers()]
  return (query.get('AUTHTOKEN') ??
    headers.get('authtoken') ??
    query.get('APP_AUTHTOKEN') ??
    headers.get('app_authtoken'))?.[0]
}

function accountIn(path: string): string | undefined {
  return /\/accounts\/(\d+)(?:[/?]|$)/.exec(path)?.[1]
}

const byAccount = memberReader('operation.Details.ACCOUNTID')
const byPassword = memberReader('operation.Details.PASSWDID')

/** The account that INPUT_DATA names, by its own id or its password's. */
function accountNamed(message: Message, workspace: Workspace): string | undefined {
  const inputs = [message.form(), message.query()].flatMap((one) => one.get('INPUT_DATA') ?? [])
  const [account] = inputs.flatMap((input) => byAccount(input))
  if (account !== undefined) return idOf(account)
  const [password] = inputs.flatMap((input) => byPassword(input))
  return password === undefined
    ? message.query().get('ACCOUNTID')?.[0]
    : worldOf(workspace).tables.accounts.first('password', idOf(password))?.id
}

/** An id, which some clients send as a number. */
function idOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
