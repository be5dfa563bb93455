/** A surface without a product, for tests of what all surfaces share: it keeps notes. */
import { z } from 'zod'
import { DomainError, UserError } from '../../src/kernel/errors.ts'
import { originOf, refuse } from '../../src/kernel/http/http.ts'
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
  plugin: async (root) => {
    await root.register(
      async (app) => {
        app.setErrorHandler((error, request, reply) => {
          if (error instanceof DomainError) refuse(request, error.reason)
          return reply.code(error instanceof DomainError ? 418 : 500).send('toy error')
        })
        app.setNotFoundHandler((request, reply) => {
          refuse(request, { rule: 'toy.path.unknown', message: 'No such toy.', source: 'the toy manual' })
          return reply.code(404).send('no such toy')
        })
        app.get<{ Params: { id: string } }>(
          '/notes/:id',
          { config: { operation: { id: 'toy.note.get', ...operation } } },
          (request, reply) => {
            const note = request.workspace.state(toySlice).notes.get(request.params.id)
            if (!note) {
              throw new DomainError('NoNote', {
                rule: 'toy.note.unknown',
                message: `No “${request.params.id}”.`,
                source: 'the toy manual',
              })
            }
            const { shout } = request.workspace.settings(toySettings)
            return reply.header('x-toy-key', 'hush').send(shout ? note.text.toUpperCase() : note.text)
          },
        )
        app.post<{ Params: { id: string }; Body: Note }>(
          '/notes/:id',
          { config: { operation: { id: 'toy.note.put', ...operation } } },
          (request, reply) => {
            request.workspace.state(toySlice).notes.put(request.params.id, request.body)
            return reply.redirect(`${originOf(request)}${request.mount}/toy/notes/${request.params.id}`)
          },
        )
      },
      { prefix: '/toy' },
    )
  },
  malformed: () => ({ status: 400, headers: { 'Content-Type': 'text/toy' }, body: 'malformed toy' }),
  urls: (base) => ({ toy: `${base}/toy` }),
  credentials: () => [{ label: 'toy', value: 'none needed' }],
}

export const toyFixtures = { toy: { notes: { first: 'hello' } } }
