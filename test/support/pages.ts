/**
 * The vendor's help pages as data: one file for an index or a chapter of one, below `fixtures/documented/pmp/pages/`. Each
 * tells which operations its pages show, what could be read of them, and the samples they print.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const FOLDER = join(import.meta.dirname, '../../fixtures/documented/pmp/pages')

const path = z.string().regex(/^\/\S+$/, 'a path begins with a slash and holds no blank')
const method = z.enum(['GET', 'POST', 'PUT', 'DELETE'])

/** Where INPUT_DATA goes. */
const part = z.enum(['query', 'body'])

/** INPUT_DATA as a page prints it; the inner member is spelt in either way. */
const input = z.strictObject({
  operation: z.union([
    z.strictObject({ Details: z.record(z.string(), z.unknown()) }),
    z.strictObject({ details: z.record(z.string(), z.unknown()) }),
  ]),
})

/** A request that a sample stands on, such as one that moves to the trash what the sample restores. */
const earlier = z.strictObject({
  method,
  path,
  input: input.optional(),
  part: part.default('body'),
  /** An upload, by the names of its parts; the value is the name of a file. */
  upload: z.record(z.string(), z.string()).optional(),
})

const sample = z.strictObject({
  name: z.string().min(1),
  /** The path as printed, where it names the vendor's own things. */
  path: path.optional(),
  part: part.default('body'),
  input: input.optional(),
  /** INPUT_DATA as printed, where that is no JSON but is taken all the same. */
  text: z.string().optional(),
  /** How the token travels; by the profile when it is not told. */
  token: z.enum(['header', 'query', 'path']).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** What stands in the built-in world for the vendor's own: another path, other members of INPUT_DATA. */
  here: z
    .strictObject({
      path: path.optional(),
      members: z.record(z.string(), z.unknown()).optional(),
      /** For `text`: what is put in the place of what. */
      words: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  earlier: z.array(earlier).default([]),
  /** The answer as printed. */
  answer: z.unknown().optional(),
  /** The printed answer breaks off inside the text at this pointer. */
  cutAt: z.string().startsWith('/').optional(),
  /** Pointers to values that are the vendor's own: they differ, and are of the same type. */
  volatile: z.array(z.string().startsWith('/')).default([]),
  /** Who shows the answer, where the page does not. */
  answerFrom: z.string().optional(),
})

const operation = z
  .strictObject({
    title: z.string().min(1),
    page: z.string().optional(),
    method,
    path,
    /** Who says so: the page, a client, or nobody, which makes it our reading. */
    route: z.enum(['documented', 'client', 'inferred']).default('documented'),
    /** Id of ours. */
    operation: z.string().startsWith('pmp.'),
    /** All of it, all up to its sample request, or no more than its title in an index. */
    read: z.enum(['whole', 'request', 'title']),
    /** What was looked for where it was not read. */
    tried: z.array(z.string()).default([]),
    samples: z.array(sample).default([]),
    /** Stories of `fixtures/documented/pmp` that play this page's samples, or answers captured elsewhere. */
    stories: z.array(z.string().endsWith('.json')).default([]),
  })
  .refine(({ read, samples, stories }) => read === 'title' || samples.length + stories.length > 0, {
    message: 'what was read has a sample',
  })
  .refine(({ read, tried }) => read !== 'title' || tried.length > 0, {
    message: 'what was not read tells what was looked for',
  })

const pages = z.strictObject({
  index: z.string().min(1),
  chapter: z.string().optional(),
  /** Address of the index; of the pages, where each operation tells none. */
  address: z.url(),
  /** Where the stored copy of the index breaks off. */
  breaksOff: z.string().optional(),
  profile: z.enum(['auto', '2014', '2018', '10', '12', 'pam360']),
  /** Knobs that choose between what two pages print. */
  settings: z.record(z.string(), z.unknown()).default({}),
  operations: z.array(operation).min(1),
})

export type Pages = z.output<typeof pages>
export type PageOperation = Pages['operations'][number]
export type PageSample = z.output<typeof sample>
export type EarlierRequest = z.output<typeof earlier>

/** Every file, by its name. @throws when one does not keep to the format */
export function readPages(): ReadonlyMap<string, Pages> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  return new Map(
    names.toSorted().map((name) => {
      const result = pages.safeParse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))
      if (!result.success) throw new Error(`${name}: ${z.prettifyError(result.error)}`)
      return [name, result.data]
    }),
  )
}
