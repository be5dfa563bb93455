/** XTAM (Xton Access Manager, later Imprivata PAM) with its Apereo CAS sign-in. */
import type { SurfaceDefinition } from '../../kernel/surface/surface.ts'
import { access } from './testing/access.ts'
import { actions } from './testing/actions.ts'
import { document } from './document.ts'
import { xtamContract } from './testing/contract.ts'
import { DEPLOYMENTS, ROOTS, WHOLE_ROOTS, normalise } from './deployment.ts'
import { malformed } from './envelope.ts'
import { faults } from './testing/faults.ts'
import { fixtureSchema, seed, type Fixtures } from './fixtures.ts'
import { handles } from './testing/handles.ts'
import { ledger } from './testing/ledger.ts'
import { refusal } from './testing/refusals.ts'
import { find, served, isServed } from './operations/index.ts'
import { answerError, pipeline, scope } from './pipeline.ts'
import { due } from './domain/jobs.ts'
import { rows } from './rows/rows.ts'
import { secretRows } from './secret-rows.ts'
import { xtamSettings } from './settings.ts'
import { xtamSlice } from './state.ts'

export const xtam: SurfaceDefinition<Fixtures, typeof xtamSlice> = {
  name: 'xtam',
  roots: ROOTS,
  wholeRoots: WHOLE_ROOTS,
  isServed,
  settings: xtamSettings,
  slice: xtamSlice,
  rows,
  due,
  fixtures: { schema: fixtureSchema, seed },
  secrets: {
    headers: ['token', 'x-xsrf-token'],
    fields: [
      'custom',
      'password',
      'token',
      'ticket',
      'execution',
      'secret',
      'cert',
      'key',
      'passphrase',
      'Data',
      // Members of an export, which is uploaded again.
      'text',
      'mfaSecret',
    ],
    patterns: [/\b(?:TGT|ST|PT|PGT|PGTIOU)-\d+-[\w.-]+/g, /(?<=;jsessionid=)\w+/gi],
  },
  secretRows,
  operations: served,
  find,
  pipeline,
  sendError: answerError,
  scope,
  rewrite: normalise,
  malformed,
  actions,
  handles,
  access,
  bookkeeping: [
    'sessions',
    'xsrfTokens',
    'grantingTickets',
    'serviceTickets',
    'proxyGrantingTickets',
    'failures',
    'flows',
    'audit',
    'sequences',
  ],
  faults,
  refusal,
  ledger,
  document,
  contract: xtamContract,
  urls: (base) => ({ xtam: base + DEPLOYMENTS[0].contextPath, cas: base + DEPLOYMENTS[0].casPath }),
  credentials: ({ users, authTokens, objects }) => [
    ...[...users.values()]
      .filter(({ enabled }) => enabled)
      .slice(0, 1)
      .map(({ login, password }) => ({ label: 'XTAM login / password', value: `${login} / ${password}` })),
    ...[...authTokens.values()]
      .filter(({ enabled }) => enabled)
      .slice(0, 1)
      .map(({ text }) => ({ label: 'XTAM token', value: text })),
    ...[...objects.values()]
      .filter((row) => row.kind === 'record')
      .slice(0, 1)
      .map(({ id, parent, type }) => ({
        label: 'XTAM record / folder / record type',
        value: `${id} / ${parent} / ${type}`,
      })),
  ],
}
