/** ManageEngine Password Manager Pro and PAM360. */
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../kernel/http.ts'
import type { SurfaceDefinition } from '../../kernel/surface.ts'
import { REQUEST_ENDS, runOut } from './domain/access-requests.ts'
import { OUR_READING } from './errors.ts'
import { pmpFixtures, seedPmp, type PmpFixtures } from './fixtures.ts'
import { errorPage, sendPage } from './pages.ts'
import { REST_ROOT, restFront } from './rest.ts'
import { pmpSettings } from './settings.ts'
import { pmpSlice } from './state.ts'
import { worldOf } from './world-of.ts'

const PKI_ROOT = '/api/pki/restapi'
const INTERACTIVE_ROOT = '/api/json'

export const pmp: SurfaceDefinition<PmpFixtures, typeof pmpSlice> = {
  name: 'pmp',
  roots: [REST_ROOT, PKI_ROOT, INTERACTIVE_ROOT],
  settings: pmpSettings,
  slice: pmpSlice,
  fixtures: { schema: pmpFixtures, seed: seedPmp },
  secrets: {
    headers: ['AUTHTOKEN', 'APP_AUTHTOKEN'],
    fields: [
      'AUTHTOKEN',
      'APP_AUTHTOKEN',
      'AUTHKEY',
      'PASSWORD',
      'NEWPASSWORD',
      'ACCOUNTDETAILS',
      'TOTP',
      'TOTP_SECRET',
      'PASSPHRASE',
      'FIRSTFACTORSECRETKEY',
    ],
  },
  due: {
    [REQUEST_ENDS]: (workspace, payload) =>
      runOut(worldOf(workspace), (payload as { request: string }).request),
  },
  plugin: async (app) => {
    await app.register(restFront, { prefix: REST_ROOT })
    await app.register(nothingThere, { prefix: PKI_ROOT })
    await app.register(nothingThere, { prefix: INTERACTIVE_ROOT })
  },
  rewrite: dropTrailingSlash,
  malformed: ({ kind }) =>
    errorPage(kind === 'request-timeout' ? 408 : kind === 'headers-too-large' ? 431 : 400),
  urls: (base) => ({ pmp: base + REST_ROOT }),
  credentials: ({ users }) => {
    const credentials = []
    for (const user of users.values()) {
      if (!user.api) continue
      credentials.push({ label: `token of ${user.login} (${user.role})`, value: user.api.token })
      if (credentials.length === 10) break
    }
    return credentials
  },
}

/** Client C21 asks for `/resources/?AUTHTOKEN=…`: a slash before the query counts for nothing. */
function dropTrailingSlash(url: string): string {
  const mark = url.indexOf('?')
  let end = mark < 0 ? url.length : mark
  if (url.charAt(end - 1) !== '/') return url
  const query = url.slice(end)
  while (end > 1 && url.charAt(end - 1) === '/') end -= 1
  return url.slice(0, end) + query
}

async function nothingThere(app: FastifyInstance): Promise<void> {
  app.setNotFoundHandler((request, reply) => {
    refuse(request, {
      rule: 'pmp.path.unknown',
      message: `No operation of this product has the path "${request.url.split('?', 1)[0]}".`,
      source: OUR_READING,
    })
    return sendPage(reply, 404)
  })
}
