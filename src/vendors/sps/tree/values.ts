/**
 * Shapes of values that many objects share. A shape that a readable page of the guide shows is checked; one that rests on
 * general knowledge of it takes other spellings too. What texts look like is checked elsewhere (`domain/formats.ts`).
 */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { ref } from '../references.ts'

type Shape = Readonly<Record<string, z.ZodType>>

/** An object whose members no readable source lists: whatever arrives is kept. */
export const opaque = lazily(() => z.looseObject({}).meta({ id: 'UnreadObject' }))

/** The same for a member of a collection, of which at least the name is sure. */
export const opaqueNamed = lazily(() => z.looseObject({ name: name() }).meta({ id: 'UnreadMember' }))

/** A member's name. */
export const name = () => z.string().min(1)

/** A name that cannot contain white space, as the guide says of some policies. */
export const plainName = () => name().regex(/^\S+$/, 'must not contain white space')

/** A reference that may be unset: `null`, as it is when it is left out. */
export const optionalRef = (collection: string) => ref(collection).nullable().default(null)

/** `{"enabled": false}`, or `{"enabled": true, …}` with more members. */
export const optional = (shape: Shape = {}) =>
  z.discriminatedUnion('enabled', [
    z.object({ enabled: z.literal(false) }),
    z.looseObject({ enabled: z.literal(true), ...shape }),
  ])

/** The same, switched off where it is left out. */
export const offByDefault = (shape: Shape = {}) => optional(shape).default({ enabled: false })

/** One of some alternatives, each with members of its own: `{"selection": "fix", "address": …}`. */
export const choice = (alternatives: Readonly<Record<string, Shape>>) =>
  z.discriminatedUnion(
    'selection',
    Object.entries(alternatives).map(([selection, shape]): z.ZodObject =>
      z.object({ selection: z.literal(selection), ...shape }),
    ) as [z.ZodObject, ...z.ZodObject[]],
  )

/** A choice whose alternatives are general knowledge: other ones are taken too. */
export const recalledChoice = (shape: Shape = {}) => z.looseObject({ selection: z.string().min(1), ...shape })

/** Where a server is: `{"selection": "ip", "value": "10.0.0.25"}` or `{"selection": "fqdn", …}`. */
export const host = lazily(() =>
  choice({ ip: { value: address() }, fqdn: { value: z.string().min(1) } }).meta({ id: 'Host' }),
)

/** A part of the network: `{"selection": "address", "value": "10.0.0.0/8"}` or `{"selection": "domain", …}`. */
export const place = lazily(() =>
  choice({ address: { value: network() }, domain: { value: z.string().min(1) } }).meta({ id: 'Place' }),
)

/** A single address of either family. */
export const address = () => z.string().describe('An IP address')

/** An address, or all with a prefix: `10.0.0.0/8`. */
export const network = () => z.string().describe('An IP address, or one with a prefix such as "10.0.0.0/8"')

export const port = () => z.number().int().min(0).max(65_535)

/** `8:00`, as the samples of time policies print it. */
export const timeOfDay = () => z.string().describe('A time such as "8:00" or "23:59"')

/** A certificate or key in PEM. What lies between its lines is not looked at. */
export const pem = (what: string) =>
  z
    .string()
    .refine((text) => text.includes(`-----BEGIN ${what}`), `must be in PEM: "-----BEGIN ${what}…"`)
    .describe('In PEM')
