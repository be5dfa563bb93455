/** What was asked and answered, and why. */
import type { Kernel } from '../../kernel/kernel.ts'
import type { JournalQuery } from '../../kernel/journal/journal.ts'
import type { OutputOf } from '../../kernel/schema.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import { harOf } from '../har.ts'
import { verifyJournal } from '../journal-verify.ts'
import { readJson } from '../body.ts'
import { ControlError, fieldError } from '../errors.ts'
import { readPart } from '../input.ts'
import { streamJournal } from '../journal-stream.ts'
import { checkMatch } from '../match-check.ts'
import { DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { journalQuery, streamQuery, verification } from '../schemas/journal.ts'
import { listed, streamed, type Pieces } from '../streamed-json.ts'
import { journalMatch } from '../schemas/match.ts'

export const journalGet = operation({
  id: 'control.journal.get',
  route: 'GET /journal',
  summary: 'What was asked and answered, and why',
  query: journalQuery,
  answers: { 200: answers.journalPage },
  run({ kernel, workspace }, { query }) {
    const asked = wanted(kernel, workspace, query)
    return ok(streamed(() => journalPage(workspace, asked)))
  },
})

export const journalArchive = operation({
  id: 'control.journal.archive',
  route: 'GET /journal.har',
  summary: 'The same as an HTTP archive',
  query: journalQuery,
  answers: { 200: answers.archive },
  run({ kernel, workspace, origin }, { query }) {
    const asked = wanted(kernel, workspace, query)
    return ok(streamed(() => harOf(workspace.journal.walk(asked), origin)))
  },
})

export const journalVerify = operation({
  id: 'control.journal.verify',
  route: 'POST /journal/verify',
  summary: 'Holds the journal against what a test expects; 422 with the nearest misses',
  body: verification,
  answers: { 200: answers.verified },
  async run({ kernel, workspace }, { body }) {
    checkMatch(kernel, workspace, body.match, 'body.match')
    return ok({ matched: await verifyJournal(workspace, body) })
  },
})

export const journalClear = operation({
  id: 'control.journal.clear',
  route: 'DELETE /journal',
  summary: 'Forgets all entries',
  answers: { 204: answers.nothing },
  run({ workspace }) {
    workspace.journal.clear()
    return DONE
  },
})

export const journalStream = operation({
  id: 'control.journal.stream',
  route: 'GET /journal/stream',
  summary: 'The journal as it is written, as server-sent events',
  media: 'text/event-stream',
  query: streamQuery,
  answers: { 200: answers.eventStream },
  run({ kernel, workspace, ports, header }, { query: { brief, limit, lastEventId, ...query } }) {
    const stream = streamJournal(workspace.journal, {
      query: wanted(kernel, workspace, query),
      brief,
      recent: limit,
      lastEvent: header('last-event-id') ?? lastEventId,
      onClosing: ports?.onClosing.bind(ports),
      isThere: () => kernel.workspace(workspace.id) === workspace,
    })
    // The framework sends a stream for the text that it gives.
    return { ...ok(stream as unknown as string), headers: LIVE }
  },
})

/** Neither kept nor held back by what stands between. */
const LIVE = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

function* journalPage(workspace: Workspace, asked: JournalQuery): Pieces {
  yield '{"entries":['
  let total = 0
  const walk = workspace.journal.walk(asked)
  const entries = (function* () {
    total = yield* walk
  })()
  yield* listed(entries, (entry) => JSON.stringify(entry))
  yield `],"total":${total}}`
}

function wanted(
  kernel: Kernel,
  workspace: Workspace,
  { limit, id, unmasked = false, match: given, ...plain }: OutputOf<typeof journalQuery>,
): JournalQuery {
  const deep = given === undefined ? {} : readPart('query.match', journalMatch, parsed(given))
  const twice = Object.keys(deep).find((name) => Object.hasOwn(plain, name))
  if (twice !== undefined)
    throw fieldError(400, 'query.match', `says "${twice}" once more, which stands beside it`)
  const match = { ...deep, ...plain }
  checkMatch(kernel, workspace, match, 'query')
  return {
    match,
    unmasked,
    ...(limit === undefined ? {} : { limit }),
    ...(id === undefined ? {} : { after: id - 1, until: id }),
  }
}

function parsed(text: string): unknown {
  try {
    return readJson(text, 'query.match')
  } catch (error) {
    if (error instanceof ControlError && 'errors' in error.more) throw error
    throw fieldError(400, 'query.match', 'must be JSON, such as {"headers":{"accept":"text/html"}}')
  }
}
