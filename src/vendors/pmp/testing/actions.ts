/** Levers that an administrator at the product would pull. */
import { z } from 'zod'
import { UserError } from '../../../kernel/errors.ts'
import type { SurfaceAction } from '../../../kernel/surface/surface.ts'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { expireCheckOut, settleRequest } from '../domain/access-request-life.ts'
import { SYSTEM_ACTOR } from '../domain/audit.ts'
import { makePassword, storePassword } from '../domain/passwords.ts'
import { beginBlocks, type PmpWorld } from '../domain/world.ts'
import { loginKey, type AccessRequestRow, type ApiAccess } from '../state.ts'
import { worldOf } from '../domain/world.ts'

const whichRequests = z.strictObject({
  account: z.string().optional().describe('The id of the account; every account by default'),
  user: z.string().optional().describe('The login of the requester; every requester by default'),
})

const whichPassword = z.strictObject({
  account: z.string().describe('The id of the account'),
  password: z.string().optional().describe('The new password; made by its policy by default'),
})

const whose = z.strictObject({ user: z.string().describe('The login of an API user') })

type Requests = z.infer<typeof whichRequests>

export const actions = {
  'approve-request': {
    summary: 'Waiting password requests are approved',
    input: whichRequests,
    run: (workspace, input) => ({
      approved: each(workspace, input, (world, request) => settleRequest(world, request, 'approve')),
    }),
  } satisfies SurfaceAction<Requests>,
  'reject-request': {
    summary: 'Waiting password requests are rejected',
    input: whichRequests,
    run: (workspace, input) => ({
      rejected: each(workspace, input, (world, request) => settleRequest(world, request, 'reject')),
    }),
  } satisfies SurfaceAction<Requests>,
  'expire-checkout': {
    summary: 'Passwords that are checked out are taken back, as after their time',
    input: whichRequests,
    run: (workspace, input) => ({ returned: each(workspace, input, expireCheckOut) }),
  } satisfies SurfaceAction<Requests>,
  'rotate-password': {
    summary: 'A scheduled reset changes the password of an account',
    input: whichPassword,
    run: (workspace, { account: id, password }) => rotate(worldOf(workspace), id, password),
  } satisfies SurfaceAction<z.infer<typeof whichPassword>>,
  'disable-token': {
    summary: 'The REST API is switched off for a user',
    input: whose,
    run: (workspace, { user }) => changeApi(worldOf(workspace), user, { restEnabled: false }),
  } satisfies SurfaceAction<z.infer<typeof whose>>,
  'enable-token': {
    summary: 'The REST API is switched on for a user',
    input: whose,
    run: (workspace, { user }) => changeApi(worldOf(workspace), user, { restEnabled: true }),
  } satisfies SurfaceAction<z.infer<typeof whose>>,
  'restart-server': {
    summary: 'The server restarts: nobody is signed in any more, and new ids begin the next block of 300',
    input: z.strictObject({}),
    run: (workspace) => restart(worldOf(workspace)),
  } satisfies SurfaceAction<Record<string, never>>,
  'expire-token': {
    summary: "The validity of a user's token ends now",
    input: whose,
    run: (workspace, { user }) => changeApi(worldOf(workspace), user, { expiresAt: workspace.clock.now() }),
  } satisfies SurfaceAction<z.infer<typeof whose>>,
}

/** As after a restart: nobody is signed in, and new ids begin the next block. */
function restart(world: PmpWorld): undefined {
  world.update(() => {
    beginBlocks(world)
    for (const key of world.tables.sessions.keys()) world.tables.sessions.delete(key)
  })
}

/** @returns for how many requests the act did something */
function each(
  workspace: Workspace,
  { account, user }: Requests,
  act: (world: PmpWorld, request: AccessRequestRow) => boolean,
): number {
  const world = worldOf(workspace)
  const { requests, users } = world.tables
  const requester = user === undefined ? undefined : userNamed(world, user).id
  const candidates = account === undefined ? requests.values() : requests.find('account', account)
  const chosen = [...candidates].filter(
    ({ userId }) => users.has(userId) && (requester === undefined || userId === requester),
  )
  return chosen.filter((request) => act(world, request)).length
}

function rotate(world: PmpWorld, id: string, password: string | undefined): { password: string } {
  const account = world.tables.accounts.get(id)
  const resource = account && world.tables.resources.get(account.resourceId)
  if (!resource) throw new UserError(`There is no account "${id}".`)
  const next = password ?? makePassword(world, resource, account)
  world.update(() => storePassword(world, account, next, SYSTEM_ACTOR))
  return { password: next }
}

function changeApi(world: PmpWorld, login: string, change: Partial<ApiAccess>): undefined {
  const user = userNamed(world, login)
  const { api } = user
  if (!api) throw new UserError(`"${login}" is no API user and has no token.`)
  world.update(() => world.tables.users.put(user.id, { ...user, api: { ...api, ...change } }))
}

function userNamed(world: PmpWorld, login: string) {
  const user = world.tables.users.first('login', loginKey(login))
  if (!user) throw new UserError(`There is no user "${login}".`)
  return user
}
