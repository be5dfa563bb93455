/** Downloads of firmware, their queue and their end (guide 7.0 LTS, page 8; topics doc1950349 and doc2250235). */
import type { SpsCall } from '../call.ts'
import { fetches, fetchOf, queueFetch, removeFetch } from '../domain/fetches.ts'
import { SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import { done, keyParameter } from '../schemas/common.ts'
import { fetchBody, fetched, fetchList } from '../schemas/firmware.ts'
import type { FetchRow } from '../state.ts'
import { metaOf } from '../views/meta.ts'

const PARENT = '/api/firmware'
const HREF = `${PARENT}/fetch`
const SOURCE =
  'REST API Reference Guide 7.0 LTS, page 8; topic doc2250235 (methods, 202, request and the words of the status; how a download is shown is our reading)'

const fetching = {
  source: SOURCE,
  evidence: 'documented',
  feature: 'firmwareFetch',
  privilege: '/special/basic',
} as const

export const firmwareFetchOperations = [
  operation({
    ...fetching,
    id: 'sps.firmware.fetch',
    route: 'POST /firmware/fetch',
    summary: 'Begin to load a firmware from a URL',
    body: fetchBody,
    answer: fetched,
    refusals: ['invalid-request-body', 'incomplete-request-body', 'invalid-value'],
    run(call) {
      const body = call.json()
      const isObject = typeof body === 'object' && body !== null
      const row = queueFetch(call.workspace, isObject ? (body as Record<string, unknown>) : {})
      return { status: 202, value: { ...shown(row), meta: linksOf(call, row.key) } }
    },
  }),
  operation({
    ...fetching,
    id: 'sps.firmware.fetches',
    route: 'GET /firmware/fetch',
    summary: 'Tell how the downloads of firmware stand',
    answer: fetchList,
    run(call) {
      const items = fetches(call.workspace).map((row) =>
        Object.assign(shown(row), { meta: { href: `${call.mount}${HREF}/${row.key}` } }),
      )
      return { value: { items, meta: metaOf(call, { href: HREF, parent: PARENT }) } }
    },
  }),
  operation({
    ...fetching,
    id: 'sps.firmware.fetch-status',
    route: 'GET /firmware/fetch/:key',
    summary: 'Tell how a download of firmware stands',
    params: keyParameter,
    answer: fetched,
    refusals: ['resource-not-found'],
    run(call, { params: { key } }) {
      return { value: { ...shown(demandFetch(call, key)), meta: linksOf(call, key) } }
    },
  }),
  operation({
    ...fetching,
    id: 'sps.firmware.remove-fetch',
    route: 'DELETE /firmware/fetch/:key',
    summary: 'Cancel a download of firmware, or forget one that is over',
    params: keyParameter,
    answer: done,
    refusals: ['resource-not-found'],
    run(call, { params: { key } }) {
      removeFetch(call.workspace, demandFetch(call, key))
      return { value: { meta: linksOf(call, key) } }
    },
  }),
]

function shown({ key, url, sha256, status }: FetchRow): { key: string; body: object } {
  return { key, body: { checksum: { sha256 }, status, url } }
}

function linksOf(call: SpsCall, key: string): object {
  return metaOf(call, { href: `${HREF}/${key}`, parent: HREF })
}

function demandFetch({ workspace }: SpsCall, key: string): FetchRow {
  const row = fetchOf(workspace, key)
  if (row) return row
  throw new SpsError(
    'resource-not-found',
    {
      rule: 'sps.firmware.fetch-unknown',
      message: `There is no download "${key}"; see GET ${HREF}.`,
      source: `${SOURCE} (the type is our reading)`,
    },
    { ancestor: HREF, path: key },
  )
}
