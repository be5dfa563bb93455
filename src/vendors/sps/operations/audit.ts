/** Searching the recorded sessions (guide 8.0 LTS, chapter "Search, retrieve, download, and index sessions"). */
import { SESSIONS } from '../audit/document.ts'
import { filterOf, textOf } from '../audit/parameters.ts'
import { count } from '../audit/search.ts'
import { openSnapshot } from '../audit/snapshots.ts'
import { operation } from '../operation.ts'
import {
  auditRoot,
  countQuery,
  listing,
  openedSnapshot,
  searchQuery,
  sessionCount,
} from '../schemas/audit.ts'
import { ownerOf, searchOf, sessionsFor } from '../views/audit-scope.ts'
import { snapshotPage, window } from '../views/audit-pages.ts'
import { listAt, metaOf } from '../views/meta.ts'

const ROOT = '/api/audit'

/** The right to search (topic doc1374282: the group "search"). */
const search = {
  source: 'REST API Reference Guide, topics doc1621301 and doc1582861; SafeguardPowerBI',
  evidence: 'documented',
  privilege: '/special/searchmenu',
} as const

const snapshots = {
  ...search,
  source: 'REST API Reference Guide, topic doc2157314; SafeguardPowerBI',
  feature: 'auditSnapshots',
} as const

export const auditOperations = [
  operation({
    ...search,
    id: 'sps.audit.root',
    route: 'GET /audit',
    summary: 'List what is audited',
    answer: auditRoot,
    run: (call) => listAt(call, ROOT, '/api', ['sessions']),
  }),
  operation({
    ...search,
    id: 'sps.audit.search',
    route: 'GET /audit/sessions',
    summary: 'Search the recorded sessions',
    query: searchQuery,
    answer: listing,
    refusals: ['invalid-query', 'snapshot-unknown'],
    run(call) {
      const id = call.settings.auditSnapshots ? textOf(call.query, 'snapshot') : undefined
      return id === undefined ? window(call) : snapshotPage(call, id)
    },
  }),
  operation({
    ...snapshots,
    id: 'sps.audit.open-snapshot',
    route: 'GET /audit/sessions/_snapshot',
    summary: 'Open a search snapshot',
    answer: openedSnapshot,
    refusals: ['snapshot-quota'],
    run: (call) => ({
      value: {
        key: '_snapshot',
        body: { snapshot: openSnapshot(call.workspace, ownerOf(call)) },
        meta: metaOf(call, { href: `${SESSIONS}/_snapshot`, parent: SESSIONS }),
      },
    }),
  }),
  operation({
    ...snapshots,
    id: 'sps.audit.count',
    route: 'GET /audit/sessions/_count',
    summary: 'Count sessions',
    query: countQuery,
    answer: sessionCount,
    refusals: ['invalid-query', 'snapshot-unknown'],
    run(call) {
      const id = textOf(call.query, 'snapshot')
      // The connector sends "fields" and "sort" here too; they mean nothing.
      const filter = filterOf(call.query, call.settings)
      const meta = metaOf(call, { href: `${SESSIONS}/_count`, parent: SESSIONS })
      return { value: { count: count(sessionsFor(call, id), searchOf(call, filter)), meta } }
    },
  }),
]
