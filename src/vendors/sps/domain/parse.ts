/** Turns the body of a POST or PUT into what is stored, or says what is wrong with it. */
import type { z } from 'zod'
import { SpsError } from '../errors.ts'
import { isWithin } from '../profiles.ts'
import { collapse } from '../references.ts'
import type { SpsSettings } from '../settings.ts'
import type { Node } from '../tree/index.ts'
import { badChoice, innermost, reasonOf } from './wording.ts'

const SOURCE = 'SPS REST API Reference Guide 7.5, page 6, "Modifying the configuration"'

type Wording = Pick<SpsSettings, 'profile' | 'acceptExpandedReferences'>

/**
 * The stored form of a request's body for a node, or for one member or element of it.
 *
 * @throws SpsError `semantic-error` or `invalid-value`
 */
export function parseBody(
  node: Node,
  schema: z.ZodType,
  input: unknown,
  settings: Wording,
  path: string,
): unknown {
  if (isWrapped(input)) {
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.body.wrapped',
        message: 'The body must be the bare object; answers wrap it in "body", requests do not.',
        source: SOURCE,
      },
      { path, reason: 'unexpected wrapper "body"' },
    )
  }
  const given = settings.acceptExpandedReferences ? collapse(input) : input
  const result = schema.safeParse(withStoredNames(node, given), { reportInput: true })
  if (result.success) return result.data
  throw faultOf(result.error, path)
}

/** A stored body with its members named as a version shows them. */
export function withShownNames(node: Node, body: unknown, settings: Pick<SpsSettings, 'profile'>): unknown {
  const { renamed } = node.spec
  if (!renamed || !isWithin(settings.profile, renamed.since)) return body
  return rename(body, renamed.names)
}

/** A request may use the names of any version: the guides print both. */
function withStoredNames(node: Node, body: unknown): unknown {
  const { renamed } = node.spec
  if (!renamed) return body
  return rename(
    body,
    Object.fromEntries(Object.entries(renamed.names).map(([stored, shown]) => [shown, stored])),
  )
}

function rename(body: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [Object.hasOwn(names, name) ? names[name]! : name, value]),
  )
}

function isWrapped(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'body' in input && Object.keys(input).length === 1
}

function faultOf(error: z.ZodError, path: string): SpsError {
  const issue = innermost(error.issues)
  const where = issue?.path.join('/') ?? ''
  const reason = reasonOf(error.issues)
  const value = badChoice(issue)
  const isValue = value !== undefined
  const explanation = {
    rule: isValue ? 'sps.body.value' : 'sps.body.schema',
    message: `The body is not as the object needs it (${reason}). A PUT replaces the whole object, so every member must be there, with bare keys for references.`,
    source: SOURCE,
  }
  if (!isValue) return new SpsError('semantic-error', explanation, { path, reason })
  return new SpsError('invalid-value', explanation, { path: where === '' ? path : `${path}/${where}`, value })
}
