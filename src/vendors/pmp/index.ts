/** ManageEngine Password Manager Pro and PAM360. */
import type { z } from 'zod'
import type { SurfaceDefinition } from '../../kernel/surface/surface.ts'
import { REQUEST_ENDS, runOut } from './domain/access-request-life.ts'
import { worldOf } from './domain/world.ts'
import { pmpDocument } from './document.ts'
import { pmpFixtures, seedPmp, type PmpFixtures } from './fixtures.ts'
import { find, served } from './operations/index.ts'
import { pipeline } from './pipeline.ts'
import { INTERACTIVE_ROOT, PKI_ROOT, REST_ROOT } from './roots.ts'
import { secretRows } from './secret-rows.ts'
import { sendError } from './send-error.ts'
import { access } from './testing/access.ts'
import { actions } from './testing/actions.ts'
import { pmpContract } from './testing/contract.ts'
import { faults } from './testing/faults.ts'
import { handles } from './testing/handles.ts'
import { ledger } from './testing/ledger.ts'
import { refusal } from './testing/refusals.ts'
import { startCredentials } from './testing/credentials.ts'
import { pmpSettings } from './settings.ts'
import { rowSchemas } from './rows/index.ts'
import { pmpSlice, type PmpTables } from './state.ts'
import { takeEveryBody } from './wire/body.ts'
import { errorPage } from './wire/pages.ts'
import { rewrite } from './wire/urls.ts'

export const pmp: SurfaceDefinition<PmpFixtures, typeof pmpSlice> = {
  name: 'pmp',
  roots: [REST_ROOT, PKI_ROOT, INTERACTIVE_ROOT],
  settings: pmpSettings,
  slice: pmpSlice,
  fixtures: { schema: pmpFixtures, seed: seedPmp },
  secrets: {
    headers: ['AUTHTOKEN', 'APP_AUTHTOKEN', 'PASSPHRASE', 'SESSIONID'],
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
      'agentKey',
      'SECONDPASSWORD',
    ],
  },
  secretRows,
  due: {
    [REQUEST_ENDS]: (workspace, payload) =>
      runOut(worldOf(workspace), (payload as { request: string }).request),
  },
  rows: rowSchemas satisfies Record<keyof PmpTables, z.ZodType>,
  faults,
  refusal,
  ledger,
  actions,
  handles,
  access,
  bookkeeping: ['accountUses', 'oldPasswords', 'sessions', 'captchas', 'audits', 'counters'],
  operations: served,
  find,
  pipeline,
  sendError,
  scope: (app) => {
    takeEveryBody(app)
    app.decorateRequest('pmpStyle', undefined)
    app.decorateRequest('pmpToken', undefined)
    app.decorateRequest('pmpVisit', undefined)
    app.decorateRequest('pmpCall', undefined)
  },
  rewrite,
  malformed: ({ kind }) =>
    errorPage(kind === 'request-timeout' ? 408 : kind === 'headers-too-large' ? 431 : 400),
  urls: (base) => ({ pmp: base + REST_ROOT }),
  document: pmpDocument,
  contract: pmpContract,
  credentials: startCredentials,
}
