/** Forms that answers share: links, items, lists. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import { profilesWith, type Features } from '../profiles.ts'

type Shape = Readonly<Record<string, z.ZodType>>

/** Tells in documents which versions have it. */
export const inVersions = <Of extends z.ZodType>(one: Of, holds: (features: Features) => boolean): Of =>
  one.meta({ 'x-pam-mock-profiles': profilesWith(holds) })

/** A link: a path below the mount. */
export const link = () => z.string()

const remainingSeconds = () =>
  inVersions(
    z.number().optional().describe('How long the session lasts from now'),
    (features) => features.remainingSeconds,
  )

/** Links of an answer, and how long the session lasts where the version tells. */
export const meta = (links: Shape = {}) =>
  z.strictObject({ href: link(), ...links, remaining_seconds: remainingSeconds() })

const plainMeta = lazily(() => meta({ parent: link() }).meta({ id: 'Meta' }))
const plainLink = lazily(() => z.strictObject({ href: link() }).meta({ id: 'Link' }))

/** The links of what lies below something. */
export const below = (links?: Shape) => (links ? meta({ parent: link(), ...links }) : plainMeta())

/** Links alone, as items of lists have them. */
export const links = (more?: Shape) => (more ? z.strictObject({ href: link(), ...more }) : plainLink())

/** A reference, as an answer expands it. */
export const reference = lazily(() =>
  z.strictObject({ key: z.string(), meta: plainLink() }).meta({ id: 'Reference' }),
)

/** An item of a list, with its own key among some where these are known. */
export const item = (more: Shape = {}, keys: readonly string[] = []) =>
  z.strictObject({ key: keys.length > 0 ? z.enum(keys) : z.string(), ...more, meta: links() })

/** A list of items and where it is. */
export const list = (one: z.ZodType, more?: Shape) =>
  z.strictObject({ items: z.array(one), meta: below(more) })

/** A list of what lies below a path. */
export const listOf = (...keys: string[]): Deferred => deferred(() => list(item({}, keys)))

/** An object with its key: `{"key", "body", "meta"}`. */
export const keyed = (body: z.ZodType, key: z.ZodType = z.string()) =>
  z.strictObject({ key, body, meta: below() })

/** The key that ends a path. */
export const keyParameter = deferred(() => z.strictObject({ key: z.string() }))

/** What is answered when something is done: where it was. */
export const done = deferred(() => z.strictObject({ meta: below() }).meta({ id: 'Done' }))

/** The same, with the transaction that it was done in. */
export const doneInTransaction = deferred(() => z.strictObject({ meta: below({ transaction: link() }) }))

/** What is answered when an object is made. */
export const created = deferred(() =>
  z.strictObject({ key: z.string(), meta: below() }).meta({ id: 'Created' }),
)

/** No body. */
export const nothing = deferred(() => z.literal(''))

/** A file. */
export const archive = deferred(() => z.string().meta({ format: 'binary' }))
