/** ManageEngine Password Manager Pro and PAM360. */
import type { SurfaceDefinition } from '../../kernel/surface/surface.ts'
import { REQUEST_ENDS, runOut } from './domain/access-request-life.ts'
import { pmpFixtures, seedPmp, type PmpFixtures } from './fixtures.ts'
import { interactiveFront, operationPath } from './interactive.ts'
import { errorPage } from './wire/pages.ts'
import { pkiFront } from './pki.ts'
import { restFront } from './rest.ts'
import { INTERACTIVE_ROOT, PKI_ROOT, REST_ROOT } from './roots.ts'
import { actions } from './testing/actions.ts'
import { faults } from './testing/faults.ts'
import { handles } from './testing/handles.ts'
import { startCredentials } from './testing/credentials.ts'
import { pmpSettings } from './settings.ts'
import { rowSchemas } from './rows/index.ts'
import { pmpSlice } from './state.ts'
import { worldOf } from './world-of.ts'

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
  rows: rowSchemas,
  faults,
  actions,
  handles,
  bookkeeping: ['accountUses', 'oldPasswords', 'sessions', 'audits', 'counters'],
  plugin: async (app) => {
    await app.register(restFront, { prefix: REST_ROOT })
    await app.register(pkiFront, { prefix: PKI_ROOT })
    await app.register(interactiveFront, { prefix: INTERACTIVE_ROOT })
  },
  rewrite: (url) => operationPath(dropTrailingSlash(url)),
  malformed: ({ kind }) =>
    errorPage(kind === 'request-timeout' ? 408 : kind === 'headers-too-large' ? 431 : 400),
  urls: (base) => ({ pmp: base + REST_ROOT }),
  credentials: startCredentials,
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
