/** A surface without a product, for tests of what all surfaces share: it keeps notes. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DomainError, UserError } from '../../src/kernel/errors.ts'
import { originOf, refuse } from '../../src/kernel/http/http.ts'
import type { Params } from '../../src/kernel/http/path-table.ts'
import { pathTable, servedUnder, type Declaration } from '../../src/kernel/surface/operation.ts'
import { finder } from '../../src/kernel/surface/serve.ts'
import { slice, table } from '../../src/kernel/store/table.ts'
import type { SettingsDefinition } from '../../src/kernel/world/settings.ts'
import type { SurfaceDefinition } from '../../src/kernel/surface/surface.ts'

export interface Note {
  readonly text: string
}

export const toySlice = slice('toy', { notes: table<Note, 'text'>({ text: (note) => note.text }) })

export interface ToySettings {
  readonly profile: string
  readonly shout: boolean
}

const knobs = z.strictObject({ shout: z.boolean().default(false) })

export const toySettings: SettingsDefinition<ToySettings> = {
  surface: 'toy',
  profiles: ['new', 'old'],
  resolve(profile, overrides) {
    const result = knobs.safeParse(overrides ?? {})
    if (!result.success) throw new UserError(`toy: ${result.error.issues[0]?.message}`)
    return { profile, ...result.data }
  },
}

const operation = { summary: 'a test', source: 'the toy manual', evidence: 'documented' } as const

/** The least that can be an operation: it knows HTTP, as a product's would not. */
interface NoteOperation extends Declaration {
  run(request: FastifyRequest, reply: FastifyReply, id: string): FastifyReply
}

const operations: readonly NoteOperation[] = [
  {
    id: 'toy.note.get',
    route: 'GET /notes/:id',
    ...operation,
    run(request, reply, id) {
      const note = request.workspace.state(toySlice).notes.get(id)
      if (!note) {
        throw new DomainError('NoNote', {
          rule: 'toy.note.unknown',
          message: `No “${id}”.`,
          source: 'the toy manual',
        })
      }
      const { shout } = request.workspace.settings(toySettings)
      return reply.header('x-toy-key', 'hush').send(shout ? note.text.toUpperCase() : note.text)
    },
  },
  {
    id: 'toy.note.put',
    route: 'POST /notes/:id',
    ...operation,
    run(request, reply, id) {
      request.workspace.state(toySlice).notes.put(id, request.body as Note)
      return reply.redirect(`${originOf(request)}${request.mount}/toy/notes/${id}`)
    },
  },
]

const served = servedUnder(['/toy'], operations)

export const toy: SurfaceDefinition<{ notes: Record<string, string> }, typeof toySlice> = {
  name: 'toy',
  roots: ['/toy'],
  settings: toySettings,
  slice: toySlice,
  fixtures: {
    schema: z.object({ notes: z.record(z.string(), z.string()) }),
    seed(data, { notes }) {
      for (const [key, text] of Object.entries(data.notes)) notes.put(key, { text })
    },
  },
  secrets: { headers: ['x-toy-key'], fields: ['secret'] },
  rewrite: (url) => url.replace(/^\/toy\/\/+/, '/toy/'),
  operations: served,
  find: finder(pathTable(served)),
  pipeline: {
    arrival: [],
    handling: [
      (request, reply) => {
        if (request.found) return undefined
        refuse(request, { rule: 'toy.path.unknown', message: 'No such toy.', source: 'the toy manual' })
        return reply.code(404).send('no such toy')
      },
      (request, reply) => {
        const { operation, params } = request.found as { operation: NoteOperation; params: Params }
        return operation.run(request, reply, params['id'] ?? '')
      },
    ],
  },
  sendError: (error, request, reply) => {
    if (error instanceof DomainError) refuse(request, error.reason)
    return reply.code(error instanceof DomainError ? 418 : 500).send('toy error')
  },
  malformed: () => ({ status: 400, headers: { 'Content-Type': 'text/toy' }, body: 'malformed toy' }),
  urls: (base) => ({ toy: `${base}/toy` }),
  credentials: () => [{ label: 'toy', value: 'none needed' }],
}

export const toyFixtures = { toy: { notes: { first: 'hello' } } }
