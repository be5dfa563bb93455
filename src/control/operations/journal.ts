/** What was asked and answered, and why. */
import type { Kernel } from '../../kernel/kernel.ts'
import type { JournalQuery } from '../../kernel/journal/journal.ts'
import type { OutputOf } from '../../kernel/schema.ts'
import { harOf } from '../har.ts'
import { verifyJournal } from '../journal-verify.ts'
import { checkNames } from '../names.ts'
import { DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { journalQuery, verification } from '../schemas/journal.ts'

export const journalGet = operation({
  id: 'control.journal.get',
  route: 'GET /journal',
  summary: 'What was asked and answered, and why',
  query: journalQuery,
  answers: { 200: answers.journalPage },
  run: ({ kernel, workspace }, { query }) => ok(workspace.journal.list(wanted(kernel, query))),
})

export const journalArchive = operation({
  id: 'control.journal.archive',
  route: 'GET /journal.har',
  summary: 'The same as an HTTP archive',
  query: journalQuery,
  answers: { 200: answers.archive },
  run: ({ kernel, workspace, origin }, { query }) =>
    ok(harOf(workspace.journal.list(wanted(kernel, query)).entries, origin)),
})

export const journalVerify = operation({
  id: 'control.journal.verify',
  route: 'POST /journal/verify',
  summary: 'Holds the journal against what a test expects; 422 with the nearest misses',
  body: verification,
  answers: { 200: answers.verified },
  run({ kernel, workspace }, { body }) {
    checkNames(kernel, body.match, 'body.match')
    return ok({ matched: verifyJournal(workspace.journal, body) })
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

function wanted(
  kernel: Kernel,
  { limit, unmasked = false, ...match }: OutputOf<typeof journalQuery>,
): JournalQuery {
  checkNames(kernel, match, 'query')
  return { match, unmasked, ...(limit === undefined ? {} : { limit }) }
}
