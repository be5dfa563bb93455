/** What was asked and answered, and why. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { originOf } from '../kernel/http/http.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { JournalQuery } from '../kernel/journal/journal.ts'
import type { ControlContext } from './context.ts'
import { harOf } from './har.ts'
import { checkNames } from './names.ts'
import { verifyJournal } from './journal-verify.ts'
import { journalQuery, verification } from './schemas/journal.ts'
import * as answers from './schemas/answers.ts'

export const journalRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel }) => {
  app.get(
    '/journal',
    {
      schema: {
        summary: 'What was asked and answered, and why',
        querystring: journalQuery,
        response: { 200: answers.journalPage },
      },
    },
    async (request) => request.workspace.journal.list(wanted(kernel, request.query)),
  )

  app.get(
    '/journal.har',
    {
      schema: {
        summary: 'The same as an HTTP archive',
        querystring: journalQuery,
        response: { 200: answers.archive },
      },
    },
    async (request) =>
      harOf(request.workspace.journal.list(wanted(kernel, request.query)).entries, originOf(request)),
  )

  app.post(
    '/journal/verify',
    {
      schema: {
        summary: 'Holds the journal against what a test expects; 422 with the nearest misses',
        body: verification,
        response: { 200: answers.verified },
      },
    },
    async (request) => {
      checkNames(kernel, request.body.match, 'body.match')
      return { matched: verifyJournal(request.workspace.journal, request.body) }
    },
  )

  app.delete(
    '/journal',
    { schema: { summary: 'Forgets all entries', response: { 204: answers.nothing } } },
    async (request, reply) => {
      request.workspace.journal.clear()
      return reply.code(204).send(null)
    },
  )
}

function wanted(
  kernel: Kernel,
  { limit, unmasked = false, ...match }: z.output<typeof journalQuery>,
): JournalQuery {
  checkNames(kernel, match, 'query')
  return { match, unmasked, ...(limit === undefined ? {} : { limit }) }
}
