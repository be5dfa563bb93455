/** No operation without an example and a failure as data: what `fixtures/documented/pmp` holds, against what is served. */
import { describe, expect, it } from 'vitest'
import { served } from '../../src/vendors/pmp/operations/index.ts'
import { catalogue } from '../../src/vendors/pmp/texts.ts'
import { documentedStories, type DocumentedExchange } from '../support/documented.ts'

const INTERACTIVE = '/api/json/request?OPERATION_NAME='

/** `GET /restapi/json/v1/resources/:resourceId`, for every route; the interactive ones by their OPERATION_NAME. */
const routes: readonly string[] = served
  .filter(({ method, path }) => method !== 'GET' || !path.startsWith('/api/json'))
  .map(({ method, path }) => `${method} ${path.replace('/api/json/request/', INTERACTIVE)}`)

/** Answers that nothing but the web server, or a wrong token, can make a failure: the operation asks for nothing. */
const CANNOT_FAIL = new Set([`POST ${INTERACTIVE}GET_AUTHENTICATION_MODE`])

/** The mock has no web client, so that there is nothing to take over from it. */
const CANNOT_SUCCEED = new Set([`POST ${INTERACTIVE}GET_JSESSIONIDSSO`])

const stories = documentedStories('pmp')
const exchanges = stories.flatMap((story) => story.exchanges)

const asked = new Map<string, DocumentedExchange[]>()
for (const exchange of exchanges) {
  const route = routeOf(exchange)
  if (route !== undefined) asked.set(route, [...(asked.get(route) ?? []), exchange])
}

describe('Every operation', () => {
  it.each(routes.filter((route) => !CANNOT_SUCCEED.has(route)))(
    '%s has an example of its success',
    (route) => {
      expect((asked.get(route) ?? []).filter((one) => !isFailure(one)).map(({ name }) => name)).not.toEqual(
        [],
      )
    },
  )

  it.each(routes.filter((route) => !CANNOT_FAIL.has(route)))('%s has an example of its failure', (route) => {
    expect((asked.get(route) ?? []).filter(isFailure).map(({ name }) => name)).not.toEqual([])
  })

  it('that is shown in an example is served', () => {
    const served = new Set(routes)
    expect([...asked.keys()].filter((route) => !served.has(route))).toEqual([])
  })
})

describe('The examples', () => {
  it('that are evidence of the product are no fewer than there were; what was recorded is counted apart', () => {
    const evidence = exchanges.filter((one) => !one.recorded)
    expect(evidence.length).toBeGreaterThanOrEqual(168)
    expect(exchanges.length).toBeGreaterThan(evidence.length)
  })

  it('that were recorded say so wherever the words are our reading', () => {
    const unmarked = stories
      .filter((story) => story.exchanges.some((one) => one.recorded))
      .flatMap((story) => story.exchanges.filter((one) => !one.recorded && isOurReading(messageOf(one))))
    expect(unmarked.map(({ name }) => name)).toEqual([])
  })
})

function messageOf({ answer }: DocumentedExchange): string | undefined {
  const said = answer.json as Said & { readonly operation?: Said }
  return (said?.operation ?? said)?.result?.message
}

interface Said {
  readonly result?: { readonly message: string }
}

/** Whether the sentence is in the catalogue, and nobody has seen it. */
function isOurReading(message: string | undefined): boolean {
  const evidence = Object.values(catalogue)
    .filter(({ text }) => message === text)
    .map((one) => one.evidence)
  return evidence.length > 0 && evidence.every((one) => one === 'inferred')
}

/** The first route that takes the request; names before parameters, as the router does. */
function routeOf({ request }: DocumentedExchange): string | undefined {
  const [path = '', query = ''] = request.path.split('?', 2)
  const name = /(?:^|&)OPERATION_NAME=([A-Z_]+)/.exec(query)?.[1]
  const target = name && path === '/api/json/request' ? INTERACTIVE + name : path.replace(/\/$/, '')
  const sought = `${request.method} ${target}`.split('/')
  const candidates = routes.filter((route) => {
    const segments = route.split('/')
    return (
      segments.length === sought.length &&
      segments.every((one, at) => one.startsWith(':') || one === sought[at])
    )
  })
  return candidates.toSorted((one, other) => parameters(one) - parameters(other))[0]
}

function parameters(route: string): number {
  return route.split('/:').length
}

function isFailure({ answer }: DocumentedExchange): boolean {
  return answer.status >= 400 || JSON.stringify(answer).includes('Failed')
}
