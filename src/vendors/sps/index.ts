/** One Identity Safeguard for Privileged Sessions: the REST API below `/api`. */
import type { FastifyInstance } from 'fastify'
import { servePath } from '../../kernel/surface/serve.ts'
import type { SurfaceDefinition } from '../../kernel/surface/surface.ts'
import { spsDocument } from './document.ts'
import { FETCHED, finishFetch } from './domain/fetches.ts'
import { finishReboot, REBOOTED } from './domain/firmware.ts'
import { localUsers } from './domain/privileges.ts'
import { sendError } from './envelope.ts'
import { spsFixtures, type FixtureData } from './fixtures.ts'
import { ROOT, served, siteMap } from './paths.ts'
import { pipeline } from './pipeline.ts'
import { rows } from './rows/rows.ts'
import { SECRET_FIELDS, secretRows } from './secret-rows.ts'
import { spsSettings } from './settings.ts'
import { spsSlice } from './state.ts'
import { access } from './testing/access.ts'
import { actions } from './testing/actions.ts'
import { spsContract } from './testing/contract.ts'
import { faults } from './testing/faults.ts'
import { handles } from './testing/handles.ts'
import { ledger } from './testing/ledger.ts'
import { refusal } from './testing/refusals.ts'
import { installBodies, installCounting, installUploads } from './wire/body.ts'
import { installCredentials } from './wire/credentials.ts'
import { malformed } from './wire/malformed.ts'

const OWNER = { name: 'sps', pipeline }

/** Uploads come as bytes, and are the only bodies that do. */
async function scope(app: FastifyInstance): Promise<void> {
  app.decorateRequest('spsVisit', undefined)
  app.decorateRequest('spsCredentials', undefined)
  await installCredentials(app)
  await app.register(async (images) => {
    installCounting(images)
    servePath(images, `${ROOT}/upload/firmware`, OWNER, ['POST'])
  })
  await app.register(async (archives) => {
    installUploads(archives)
    for (const what of ['plugins', 'license']) servePath(archives, `${ROOT}/upload/${what}`, OWNER, ['POST'])
  })
  installBodies(app)
}

/** Doubled slashes and a trailing one mean nothing (safeguard-ps asks for `/api//`, the guide for `/api/transaction/`). */
function rewrite(url: string): string {
  // Not the root with parameters, but a path that is not there; its 404 is the product's too.
  if (url.startsWith(`${ROOT};`)) return `${ROOT}/${url.slice(ROOT.length)}`
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  if (!path.includes('//') && !path.endsWith('/')) return url
  const segments = path.split('/').filter((segment) => segment !== '')
  return `/${segments.join('/')}${end < 0 ? '' : url.slice(end)}`
}

export const sps: SurfaceDefinition<FixtureData, typeof spsSlice> = {
  name: 'sps',
  roots: [ROOT],
  settings: spsSettings,
  slice: spsSlice,
  fixtures: spsFixtures,
  secrets: {
    headers: ['session_id', 'x-api-key', 'x-token'],
    fields: SECRET_FIELDS,
  },
  secretRows,
  operations: served,
  document: spsDocument,
  contract: spsContract,
  find: (method, path) => siteMap.find(method, path),
  pipeline,
  sendError,
  scope,
  rows,
  rewrite,
  due: { [REBOOTED]: finishReboot, [FETCHED]: finishFetch },
  takesExpectation: ({ workspace }) => workspace.settings(spsSettings).expect100 === 'continue',
  malformed,
  actions,
  faults,
  refusal,
  ledger,
  handles,
  certificateUsers: localUsers,
  access,
  bookkeeping: ['sessions', 'facts.revision', 'tails'],
  urls: (base) => ({ sps: base + ROOT }),
  credentials: () => [
    { label: 'administrator', value: 'admin / a' },
    { label: 'read only', value: 'operator / operator' },
    { label: 'no REST privilege', value: 'noapi / noapi' },
    { label: 'certificate user', value: 'certuser' },
  ],
}
