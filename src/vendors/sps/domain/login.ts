/** Logging in: which methods there are, and whether credentials open a session (guide, "Authenticate to the SPS REST API"). */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { namedIn, spsSlice, type LoginMethod, type SessionRow, type Tables } from '../state.ts'
import { orderOf } from './order.ts'
import { matchesPassword } from './password.ts'
import { grantsOf, mayUseRest } from './privileges.ts'
import { openSession } from './session.ts'

const PAGE = 'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API"'
const METHODS = 'aaa/login_methods'
const USERS = 'aaa/local_database/users'

/** What a client says at login. */
export interface LoginRequest {
  readonly user: string
  readonly password: string
  /** Name of the wanted method; the first that takes a password by default. */
  readonly method: string | undefined
  readonly address: string
}

/** The appliance's login methods in their order. */
export function loginMethods(tables: Tables): LoginMethod[] {
  return orderOf(tables, METHODS).flatMap((key) => {
    const body = tables.nodes.get(`${METHODS}/${key}`)?.body as Omit<LoginMethod, 'key'> | undefined
    if (!body) return []
    const { name, title, authentication, credential } = body
    return [{ key, name, title, authentication, credential }]
  })
}

/** Opens a session with a password. @throws SpsError */
export function loginWithPassword(workspace: Workspace, request: LoginRequest): SessionRow {
  const tables = workspace.state(spsSlice)
  const method = chooseMethod(workspace, tables, 'password', request.method)
  const user = tables.nodes.first('name', namedIn(USERS, request.user))
  const { password } = (user?.body ?? {}) as { password?: { $ref: string } | null }
  const stored = password
    ? (tables.nodes.get(password.$ref)?.body as { hash?: unknown } | undefined)
    : undefined
  if (!matchesPassword(request.password, stored?.hash)) {
    throw failure(
      'sps.credentials.wrong',
      `There is no user "${request.user}" with that password; the built-in ones are printed at start.`,
    )
  }
  return admit(workspace, request.user, method, request.address)
}

/** Opens a session for a user whose identity is proven, if the user may use this API at all. @throws SpsError */
export function admit(workspace: Workspace, user: string, method: LoginMethod, address: string): SessionRow {
  const tables = workspace.state(spsSlice)
  if (!mayUseRest(grantsOf(tables, user))) {
    throw new SpsError(
      'unauthorized',
      {
        rule: 'sps.privilege.rest-server',
        message: `User "${user}" lacks the "REST server" privilege; add the user to a group that has it.`,
        source: `${PAGE}, prerequisites`,
      },
      { path: '/api/authentication' },
    )
  }
  return openSession(workspace, { user, method, address })
}

/** The method asked for, or the first that takes such a credential. @throws SpsError */
export function chooseMethod(
  workspace: Workspace,
  tables: Tables,
  credential: 'password' | 'x509',
  name: string | undefined,
): LoginMethod {
  const methods = loginMethods(tables)
  const wanted = workspace.settings(spsSettings).loginMethodQuery ? name : undefined
  if (wanted === undefined) return methods.find((one) => one.credential === credential) ?? local(credential)
  const method = methods.find((one) => one.name === wanted)
  if (method?.credential === credential) return method
  throw new SpsError('invalid-authentication-request', {
    rule: 'sps.login-method.unfit',
    message: `login_method=${wanted} ${method ? `takes a credential of type "${method.credential}"` : 'is not among /api/authentication/login_methods'}.`,
    source: 'safeguard-ps, sessionapi.psm1 (the parameter); the refusal is our reading',
  })
}

/** @internal */
export function failure(rule: string, message: string): SpsError {
  return new SpsError('authentication-failure', { rule, message, source: PAGE })
}

/** Stands in where an appliance's methods were all deleted, so that nobody is locked out of a mock. */
function local(credential: 'password' | 'x509'): LoginMethod {
  const authentication = credential === 'password' ? 'local' : 'x509'
  return { key: authentication, name: authentication, title: authentication, authentication, credential }
}
