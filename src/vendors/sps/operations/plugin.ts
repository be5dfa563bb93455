/** Whether an uploaded plugin is still as it was uploaded (guide 6.9.3 page 44). The plugins themselves are configuration. */
import { checkIntegrity } from '../domain/plugins.ts'
import { operation } from '../operation.ts'
import { listOf } from '../schemas/common.ts'
import { integrity, integrityQuery } from '../schemas/plugin.ts'
import { listAt, metaOf } from '../views/meta.ts'

const ROOT = '/api/plugin'
const PAGE = 'REST API Reference Guide 6.9.3, page 44; topic doc2256210'

interface Asked {
  readonly key?: string | string[]
  readonly plugin_type?: string | string[]
  readonly ops?: string | string[]
}

export const pluginOperations = [
  operation({
    id: 'sps.plugin.list',
    route: 'GET /plugin',
    summary: 'List what can be asked about plugins',
    source: PAGE,
    evidence: 'documented',
    privilege: '/special/basic',
    answer: listOf('integrity'),
    run: (call) => listAt(call, ROOT, '/api', ['integrity']),
  }),
  operation({
    id: 'sps.plugin.integrity',
    route: 'GET /plugin/integrity',
    summary: 'Tell whether a plugin is as it was uploaded',
    source: PAGE,
    evidence: 'documented',
    privilege: '/special/basic',
    query: integrityQuery,
    answer: integrity,
    refusals: ['invalid-value', 'object-not-found'],
    run(call) {
      const { key, plugin_type: type, ops = [] } = call.query as Asked
      const body = checkIntegrity(call.tables, {
        key: [key].flat()[0],
        type: [type].flat()[0],
        checks: [ops].flat(),
      })
      const meta = metaOf(call, { href: `${ROOT}/integrity`, parent: ROOT })
      return { value: { key: 'integrity', body, meta } }
    },
  }),
]
