/**
 * What was read of the vendor's guide, path by path: one file for each chapter under `fixtures/documented/sps/guide/`. A note
 * says what the page shows, in our own words, in which versions it was read, and what of it could not be read.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PROFILES, type Profile } from '../../src/vendors/sps/profiles.ts'

const text = z.string().min(1)

/** A copy of a page: the guide's version, and where it stands (`doc1959494`, or `page 14` of that version's guide). */
const reading = z.strictObject({
  version: z.string().regex(/^\d+\.\d+(?:\.\d+){0,2}(?: LTS)?$/),
  page: z.string().regex(/^(?:doc\d+|page \d+|"[^"]+")$/),
  /** What of the page is there: the sample answer, the table of its elements, the table of its errors. */
  shows: z.array(z.enum(['prose', 'sample', 'elements', 'errors', 'links'])).min(1),
})

/** A member by its dotted name (`rules[].actions.audit`). */
const member = z.strictObject({
  type: text,
  default: z.json().optional(),
  /** Values that the page lists. */
  values: z.array(z.json()).optional(),
  /** First version of the guide that has it, and first that no longer has it. */
  since: text.optional(),
  until: text.optional(),
  /** How it is known when no page shows it: otherwise a page does. */
  evidence: z.enum(['client', 'inferred']).optional(),
  note: text.optional(),
})

const note = z
  .strictObject({
    /** With `<key>` for the key of a member. */
    path: z.string().regex(/^\/api(?:\/[\w.<>@-]+)*$/),
    title: text,
    read: z.array(reading),
    /** Profiles of the emulator in which the path must be there; by default those of the versions read. */
    profiles: z.array(z.enum(PROFILES)).optional(),
    members: z.record(text, member).optional(),
    /** Whatever else the page says: links, statuses, rules. */
    facts: z.array(text).optional(),
    /** `complete`: every member is known from a page. `partial`: `missing` tells what is not. `unread`: none is. */
    shape: z.enum(['complete', 'partial', 'unread']),
    missing: text.optional(),
    /** Queries that found no page for what is missing. */
    tried: z.array(text).optional(),
  })
  .superRefine(({ shape, read, missing, tried }, context) => {
    const fault = (message: string): void => context.addIssue({ code: 'custom', message })
    if (shape === 'complete' && read.length === 0) fault('a complete shape needs a page')
    if (shape === 'complete' && missing !== undefined) fault('a complete shape misses nothing')
    if (shape === 'partial' && missing === undefined) fault('a partial shape says what is missing')
    if (shape !== 'complete' && !tried) fault('what is not complete names the queries that were tried')
  })

const chapter = z.strictObject({ chapter: text, notes: z.array(note).min(1) })

export type GuideNote = z.output<typeof note>

const FOLDER = join(import.meta.dirname, '../../fixtures/documented/sps/guide')

/** Every chapter's notes, by the name of their file. @throws when a file is not as {@link chapter} wants it */
export function guideChapters(): { file: string; chapter: string; notes: GuideNote[] }[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((file) => {
      const { data, error } = chapter.safeParse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
      if (!data) throw new Error(`${file}: ${z.prettifyError(error)}`)
      return { file, chapter: data.chapter, notes: data.notes }
    })
}

/** The profiles in which a note's path must be there. */
export function profilesOf({ read, profiles }: GuideNote): Profile[] {
  return profiles ?? [...new Set(read.map(({ version }) => profileOf(version)))]
}

/** The profile for a version of the guide: itself, or the next one, in which what came in between is there. */
export function profileOf(version: string): Profile {
  const asked = numberOf(version)
  const known = PROFILES.toReversed().find((profile) => numberOf(profile.replace('x', '99')) >= asked)
  return known ?? PROFILES[0]
}

/** Of `6.9.5` what counts: 6 and 9. */
function numberOf(version: string): number {
  const [major = 0, minor = 0] = version.split(/[. ]/).map(Number)
  return major * 100 + minor
}
