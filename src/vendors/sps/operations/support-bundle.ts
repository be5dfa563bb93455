/** Support bundles below `/api/troubleshooting` (guide 8.0 LTS, page 7). */
import type { SpsCall } from '../call.ts'
import {
  beginBundle,
  bundle,
  bundleContent,
  bundles,
  bundleStatus,
  removeBundle,
} from '../domain/support-bundle.ts'
import { SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import { archive, done, keyParameter, listOf } from '../schemas/common.ts'
import { bundleList, bundleProgress } from '../schemas/support-bundle.ts'
import type { BundleRow } from '../state.ts'
import { listAt, metaOf } from '../views/meta.ts'

const ROOT = '/api/troubleshooting'
const HREF = `${ROOT}/support-bundle`
const SOURCE = 'REST API Reference Guide 8.0 LTS, page 7; safeguard-ps, sessionapi.psm1'

const supportBundle = {
  source: SOURCE,
  evidence: 'documented',
  feature: 'supportBundle',
  privilege: '/special/basic',
} as const

export const supportBundleOperations = [
  operation({
    ...supportBundle,
    id: 'sps.support-bundle.root',
    route: 'GET /troubleshooting',
    summary: 'List the tools',
    answer: listOf('support-bundle'),
    run: (call) => listAt(call, ROOT, '/api', ['support-bundle']),
  }),
  operation({
    ...supportBundle,
    id: 'sps.support-bundle.list',
    route: 'GET /troubleshooting/support-bundle',
    summary: 'List the support bundles',
    answer: bundleList,
    run(call) {
      const items = bundles(call.workspace).map((row) =>
        Object.assign(shown(call, row), { meta: { href: `${call.mount}${HREF}/${row.key}` } }),
      )
      return { value: { items, meta: metaOf(call, { href: HREF, parent: ROOT }) } }
    },
  }),
  operation({
    ...supportBundle,
    id: 'sps.support-bundle.create',
    route: 'POST /troubleshooting/support-bundle',
    summary: 'Begin a support bundle',
    answer: bundleProgress,
    refusals: ['job-running'],
    run(call) {
      const row = beginBundle(call.workspace)
      const value = { ...shown(call, row), meta: linksOf(call, row) }
      return { status: 201, location: `${HREF}/${row.key}`, value }
    },
  }),
  operation({
    ...supportBundle,
    id: 'sps.support-bundle.get',
    route: 'GET /troubleshooting/support-bundle/:key',
    summary: 'Tell how a support bundle is coming on',
    params: keyParameter,
    answer: bundleProgress,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const row = demandBundle(call, key)
      return { value: { ...shown(call, row), meta: linksOf(call, row) } }
    },
  }),
  operation({
    ...supportBundle,
    id: 'sps.support-bundle.delete',
    route: 'DELETE /troubleshooting/support-bundle/:key',
    summary: 'Cancel or remove a support bundle',
    params: keyParameter,
    answer: done,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const row = demandBundle(call, key)
      removeBundle(call.workspace, row.key)
      return { value: { meta: linksOf(call, row) } }
    },
  }),
  operation({
    ...supportBundle,
    id: 'sps.support-bundle.download',
    route: 'GET /troubleshooting/support-bundle/:key/download',
    summary: 'Download a support bundle',
    params: keyParameter,
    answer: archive,
    refusals: ['object-not-found', 'job-unfinished'],
    run: (call, { params: { key } }) => ({
      content: bundleContent(call.workspace, demandBundle(call, key)),
      mediaType: 'application/gzip',
      fileName: 'support-bundle.tar.gz',
    }),
  }),
]

function demandBundle({ workspace }: SpsCall, key: string): BundleRow {
  const row = bundle(workspace, key)
  if (row) return row
  throw new SpsError(
    'object-not-found',
    {
      rule: 'sps.support-bundle.unknown',
      message: `There is no support bundle "${key}"; bundles vanish after 24 hours.`,
      source: SOURCE,
    },
    { ancestor: HREF, path: key },
  )
}

function shown({ workspace }: SpsCall, row: BundleRow): { key: string; body: object } {
  return { key: row.key, body: { status: bundleStatus(workspace, row) } }
}

function linksOf(call: SpsCall, { key }: BundleRow): object {
  return metaOf(call, { href: `${HREF}/${key}`, parent: HREF })
}
