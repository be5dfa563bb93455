/** Bodies of the configuration tree as the newest version shows them; what others have besides is marked with their names. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import { isWithin, PROFILES, type Profile } from '../profiles.ts'
import { item } from '../schemas/common.ts'
import {
  elementOf,
  memberLinks,
  navigation,
  nodeAnswer,
  ownLinks,
  schemaOf,
} from '../schemas/configuration.ts'
import { askedForm, shownForm } from '../schemas/node-forms.ts'
import { shownAt, type Node } from '../tree/index.ts'
import type { Verb } from '../tree/operations.ts'

interface Bodies {
  readonly asked: () => z.ZodType
  readonly shown: () => z.ZodType
}

const made = new WeakMap<Node, Bodies>()

/** The body of a request to a node. */
export function askedOf(node: Node, verb: Verb): Deferred {
  if (verb === 'append')
    return deferred(() => askedForm(elementOf(node)).meta({ id: `${nameOf(node)}ElementInput` }))
  return bodiesOf(node).asked
}

/** The answer to a request for a node. */
export function answerOf(node: Node, verb: Verb, isMember: boolean): Deferred {
  const { shown } = bodiesOf(node)
  if (verb === 'list' && node.kind !== 'dir')
    return deferred(() =>
      z.strictObject({
        items: z.array(item({ body: shown().optional() })),
        meta: navigation(),
      }),
    )
  if (verb !== 'get') return nodeAnswer(node, verb, isMember)
  if (isMember)
    return deferred(() =>
      z.strictObject({
        body: shown(),
        key: z.string(),
        meta: node.kind === 'secret' ? ownLinks() : memberLinks(),
      }),
    )
  return deferred(() => {
    const body = orEmpty(shown())
    return z.strictObject({ body, key: z.literal(node.name), meta: navigation(), [node.name]: body })
  })
}

/** A fresh appliance's object is empty. */
function orEmpty(body: z.ZodType): z.ZodType {
  const takesNothing = body.safeParse({}).success || body instanceof z.ZodArray
  return takesNothing ? body : z.union([body, empty()])
}

const empty = lazily(() =>
  z.strictObject({}).meta({ id: 'Empty', description: 'An object that was never written' }),
)

function bodiesOf(node: Node): Bodies {
  let bodies = made.get(node)
  if (!bodies) {
    bodies = { asked: lazily(() => asked(node)), shown: lazily(() => shownBody(node)) }
    made.set(node, bodies)
  }
  return bodies
}

function asked(node: Node): z.ZodType {
  return named(marked(node, askedForm(schemaOf(node)), true), `${nameOf(node)}Input`)
}

function shownBody(node: Node): z.ZodType {
  const { shown } = node.spec
  return named(marked(node, shown ?? shownForm(schemaOf(node)), false), nameOf(node))
}

/** One that several nodes share has a name already. */
function named(form: z.ZodType, id: string): z.ZodType {
  return form.meta()?.id === undefined ? form.meta({ id }) : form
}

/** `AaaLocalDatabaseUsers` of `aaa/local_database/users`. */
export function nameOf({ path }: Node): string {
  return path.replaceAll(/(?:^|[/_-])(\w)/g, (_text, letter: string) => letter.toUpperCase())
}

/** Members that only some versions have, or have under another name, with those versions. */
function marked(node: Node, form: z.ZodType, isAsked: boolean): z.ZodType {
  const { only = {}, renamed } = node.spec
  if (!(form instanceof z.ZodObject) || (!renamed && Object.keys(only).length === 0)) return form
  const having = PROFILES.filter((profile) => shownAt(profile, node.path))
  const newest = having[0] ?? PROFILES[0]
  const mark = (one: z.ZodType, holds: (profile: Profile) => boolean): z.ZodType => {
    const optional = isAsked || !holds(newest) ? one.optional() : one
    return optional.meta({ 'x-pam-mock-profiles': having.filter(holds) })
  }
  const members = Object.entries(form.shape as Record<string, z.ZodType>).flatMap(([name, one]) => {
    const other = renamed?.names[name]
    if (renamed && other !== undefined)
      return [
        [other, mark(one, (profile) => isWithin(profile, renamed.since))],
        [name, mark(one, (profile) => !isWithin(profile, renamed.since))],
      ]
    const versions = only[name]
    if (!versions) return [[name, one]]
    return [[name, mark(one, (profile) => isWithin(profile, versions.since, versions.until))]]
  })
  const { catchall } = form.def
  const whole = z.object(Object.fromEntries(members) as Record<string, z.ZodType>)
  const { id } = form.meta() ?? {}
  const same = catchall ? whole.catchall(catchall) : whole
  return id === undefined ? same : same.meta({ id: `${nameOf(node)}${isAsked ? 'Input' : ''}` })
}
