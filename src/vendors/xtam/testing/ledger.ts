/** What requests do to records, who sends them, what is open, and what will hurt on a product. */
import type { SeenRequest } from '../../../kernel/journal/seen.ts'
import type { Message } from '../../../kernel/match/message.ts'
import { SECRETS_IN_URLS, signInsForEachCall, withParameter } from '../../../kernel/surface/advice.ts'
import type { Deed, OpenThing, SurfaceLedger } from '../../../kernel/surface/ledger.ts'
import { realmOf, type Realm } from '../domain/world.ts'

const DEEDS: Readonly<Record<string, Deed['does']>> = {
  'xtam.record.unlock': 'read',
  'xtam.record.unlock-field': 'read',
  'xtam.record.download': 'read',
  'xtam.record.update': 'changed',
  'xtam.workflow.complete': 'checked in',
}

/** The vendor gets a new one at the beginning of each script, and says that they live shortly; not how long. */
const XSRF_KEPT_MS = 10 * 60_000

export const ledger: SurfaceLedger = {
  deed({ operation }, params, workspace) {
    const does = DEEDS[operation ?? '']
    const id = params['id']
    if (does === undefined || id === undefined) return undefined
    const { tables } = realmOf(workspace)
    // A request of the workflow stands for its record, and a record has a number beside its id.
    const object =
      does === 'checked in'
        ? tables.workflowRequests.get(id)?.record
        : (tables.objects.get(id) ?? tables.objects.first('number', id))?.id
    return { does, object: object ?? id }
  },
  holds: (object, workspace) => realmOf(workspace).tables.objects.get(object)?.kind === 'record',
  caller: ({ message }, workspace) => {
    const { tables } = realmOf(workspace)
    const [scheme = '', credentials = ''] = message.headers().get('authorization')?.[0]?.split(' ') ?? []
    if (scheme.toLowerCase() === 'basic')
      return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0]
    return (tables.authTokens.get(credentials) ?? tables.sessions.get(sessionOf(message) ?? ''))?.login
  },
  open: (workspace) => {
    const realm = realmOf(workspace)
    return [...approvals(realm), ...sessions(realm), ...signIns(realm), ...connections(realm)]
  },
  advice: [
    {
      rule: 'xtam.advice.secret-in-url',
      sentence:
        'A password or token came in the query, which proxies and logs keep; send it in a header or the body.',
      source: SECRETS_IN_URLS,
      find: (requests) => withParameter(requests, ['password', 'token', 'secret', 'custom']),
    },
    {
      rule: 'xtam.advice.sign-in-for-each-call',
      sentence:
        'It signs in to the sign-in module anew for nearly every call; keep the session cookie that the first ticket has opened.',
      source: 'XTAM API examples, Federated Sign-In: one ticket, then the cookie',
      find: (requests) =>
        signInsForEachCall(
          requests,
          ({ operation }) => operation === 'xtam.cas.tickets.create',
          ({ operation }) => operation !== undefined && !operation.startsWith('xtam.cas.'),
        ),
    },
    {
      rule: 'xtam.advice.ticket-redeemed-late',
      sentence:
        'A service ticket was redeemed when more than half of its life was over; on a slower network it comes too late. Ask for it just before it is used.',
      source: 'Apereo CAS documentation, ticket expiration policies: ten seconds',
      find: (requests, workspace) => {
        const half = realmOf(workspace).settings.cas.ticketTtl / 2
        return lateAgainst(requests, half, granted, presented)
      },
    },
    {
      rule: 'xtam.advice.xsrf-token-kept',
      sentence:
        'An XSRF token was used more than ten minutes after it was handed out; they live shortly, so call whoami again.',
      source: 'Xton, "Using the API with Cross-Site Scripting Protection"; the ten minutes are our reading',
      find: (requests) => lateAgainst(requests, XSRF_KEPT_MS, handedOut, sentBack),
    },
  ],
}

/** Requests that send what an earlier answer gave, more than so long after it. */
function lateAgainst(
  requests: readonly SeenRequest[],
  ms: number,
  given: (request: SeenRequest) => string | undefined,
  used: (request: SeenRequest) => string | undefined,
): SeenRequest[] {
  const from = new Map<string, number>()
  return requests.filter((request) => {
    const fresh = given(request)
    if (fresh !== undefined) from.set(fresh, request.at)
    const old = used(request)
    const at = old === undefined ? undefined : from.get(old)
    return at !== undefined && request.at - at > ms
  })
}

function granted({ operation, answerText, answerHeaders }: SeenRequest): string | undefined {
  if (!/^xtam\.cas\.(?:tickets\.grant|login|proxy)$/.test(operation ?? '')) return undefined
  return /\b[SP]T-[\w.-]+/.exec(`${String(answerHeaders()['location'])} ${answerText()}`)?.[0]
}

function presented({ path, message }: SeenRequest): string | undefined {
  return path.includes('ticket=') ? message.query().get('ticket')?.[0] : undefined
}

function handedOut({ answerHeaders }: SeenRequest): string | undefined {
  return /\bXSRF-TOKEN=([^;,]+)/.exec(String(answerHeaders()['set-cookie']))?.[1]
}

function sentBack({ message }: SeenRequest): string | undefined {
  return message.headers().get('x-xsrf-token')?.[0]
}

/** Approved requests, which let their requester see a record until they are completed. */
function* approvals({ tables, clock }: Realm): Generator<OpenThing> {
  const now = clock.now()
  for (const { record, login, decision, from, until } of tables.workflowRequests.values()) {
    if (decision !== 'Approved' || now < from || now >= until) continue
    yield {
      kind: 'check-out',
      object: record,
      by: login,
      explains: ({ operation, path, message }) =>
        (operation ?? '').startsWith('xtam.workflow.') &&
        (path.includes(record) || (message.text() ?? '').includes(record)),
    }
  }
}

function* sessions({ tables, clock, settings }: Realm): Generator<OpenThing> {
  for (const { id, login, usedAt } of tables.sessions.values()) {
    if (clock.now() >= usedAt + settings.sessionTtl) continue
    yield {
      kind: 'session',
      by: login,
      explains: ({ message, answerHeaders }) =>
        sessionOf(message) === id || String(answerHeaders()['set-cookie']).includes(id),
    }
  }
}

/** Single sign-on at the sign-in module, which opens sessions. */
function* signIns({ tables, clock, settings: { cas } }: Realm): Generator<OpenThing> {
  const now = clock.now()
  for (const { id, cookie, login, usedAt, createdAt } of tables.grantingTickets.values()) {
    if (now >= usedAt + cas.grantingTicketIdle || now >= createdAt + cas.grantingTicketTtl) continue
    yield {
      kind: 'session',
      by: login,
      explains: ({ operation, path, answerHeaders, answerText }) =>
        ((operation ?? '').startsWith('xtam.cas.') &&
          [path, String(answerHeaders()['location']), answerText()].some((text) => text.includes(id))) ||
        (cookie !== '' && String(answerHeaders()['set-cookie']).includes(cookie)),
    }
  }
}

/** Sessions on remote hosts. */
function* connections({ tables }: Realm): Generator<OpenThing> {
  for (const { id, record, login, endedAt } of tables.remoteSessions.values()) {
    if (endedAt !== 0) continue
    yield {
      kind: 'session',
      object: record,
      by: login,
      explains: ({ operation, path, answerText }) =>
        (operation ?? '').startsWith('xtam.session.') && (path.includes(record) || answerText().includes(id)),
    }
  }
}

function sessionOf(message: Message): string | undefined {
  const cookie = message.headers().get('cookie')?.[0] ?? ''
  return /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(cookie)?.[1]
}
