/** What was asked and answered, and why. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { originOf } from '../kernel/http.ts'
import type { JournalQuery } from '../kernel/journal.ts'
import type { ControlContext } from './context.ts'
import { harOf } from './har.ts'
import { verifyJournal } from './journal-verify.ts'
import { journalQuery, verification } from './schemas/journal.ts'

export const journalRoutes: FastifyPluginAsyncZod<ControlContext> = async (app) => {
  app.get('/journal', { schema: { querystring: journalQuery } }, async (request) =>
    request.workspace.journal.list(wanted(request.query)),
  )

  app.get('/journal.har', { schema: { querystring: journalQuery } }, async (request) =>
    harOf(request.workspace.journal.list(wanted(request.query)).entries, originOf(request)),
  )

  app.post('/journal/verify', { schema: { body: verification } }, async (request) => ({
    matched: verifyJournal(request.workspace.journal, request.body),
  }))

  app.delete('/journal', async (request, reply) => {
    request.workspace.journal.clear()
    return reply.code(204).send()
  })
}

function wanted({ limit, unmasked = false, ...match }: z.output<typeof journalQuery>): JournalQuery {
  return { match, unmasked, ...(limit === undefined ? {} : { limit }) }
}
