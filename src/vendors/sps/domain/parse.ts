/** Turns the body of a POST or PUT into what is stored, or says what is wrong with it. */
import type { z } from 'zod'
import { SpsError } from '../errors.ts'
import { isWithin } from '../profiles.ts'
import { collapse, withBareKeys } from '../references.ts'
import type { SpsSettings } from '../settings.ts'
import type { Node } from '../tree/index.ts'
import { formatFaults } from './format-places.ts'
import { badChoice, innermost, reasonOf } from './wording.ts'

const SOURCE = 'SPS REST API Reference Guide 7.5, page 6, "Modifying the configuration"'

type Wording = Pick<SpsSettings, 'profile' | 'acceptExpandedReferences' | 'checkFormats'>

/** A request's body, and where it belongs. */
export interface Given {
  readonly node: Node
  readonly schema: z.ZodType
  readonly input: unknown
  readonly settings: Wording
  /** The link of what it replaces, or of the collection that it adds to. */
  readonly href: string
  /** What is stored there. */
  readonly before?: unknown
}

/**
 * The stored form of a request's body for a node, or for one member or element of it.
 *
 * @throws SpsError `semantic-error` or `invalid-value`, whose `details.path` leads to the member that is at fault
 */
export function parseBody({ node, schema, input, settings, href, before }: Given): unknown {
  if (isWrapped(input)) {
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.body.wrapped',
        message: 'The body must be the bare object; answers wrap it in "body", requests do not.',
        source: SOURCE,
      },
      { path: href, reason: 'unexpected wrapper "body"' },
    )
  }
  const given = settings.acceptExpandedReferences ? collapse(input) : input
  const whole = withHiddenMembers(node, withStoredNames(node, given), before, settings)
  const result = schema.safeParse(whole)
  if (!result.success) throw faultOf(faultsIn(schema, whole), href, namesShown(node, settings))
  if (settings.checkFormats) demandFormats(node, settings, href, result.data)
  return result.data
}

/** What is wrong with a value that does not fit, told with the values that are at fault: most do fit, and need no telling. */
function faultsIn(schema: z.ZodType, value: unknown): z.ZodError {
  return schema.safeParse(value, { reportInput: true }).error!
}

/** The link to a member of a body, named as this version shows it. */
export function pathTo(
  node: Node,
  settings: Pick<SpsSettings, 'profile'>,
  href: string,
  [first, ...rest]: readonly PropertyKey[],
): string {
  return first === undefined
    ? href
    : [href, nameIn(namesShown(node, settings), first), ...rest.map(String)].join('/')
}

/** @throws SpsError `semantic-error` */
function demandFormats(
  node: Node,
  settings: Pick<SpsSettings, 'profile'>,
  href: string,
  body: unknown,
): void {
  const [fault] = formatFaults(node.path, body, 1)
  if (!fault) return
  const path = pathTo(node, settings, href, fault.at)
  const member = path.slice(href.length + 1).replaceAll('/', '.')
  const reason = member === '' ? `the body ${fault.reason}` : `${member}: ${fault.reason}`
  throw new SpsError(
    'semantic-error',
    {
      rule: 'sps.body.format',
      message: `${reason}; sps.checkFormats turns this check off.`,
      source: `${SOURCE}; guide 6.0.7, "X.509 certificates" (invalid ones are rejected); the form of others is told by their names`,
    },
    { path, reason },
  )
}

function nameIn(names: Names, member: PropertyKey): string {
  return names[String(member)] ?? String(member)
}

/** A stored body with its members as a version shows them. */
export function withShownNames(node: Node, body: unknown, settings: Pick<SpsSettings, 'profile'>): unknown {
  const hidden = hiddenMembers(node, settings)
  const rest = hidden.length > 0 && isObject(body) ? without(body, hidden) : body
  const names = namesShown(node, settings)
  return names === AS_STORED ? rest : rename(rest, names)
}

/** Members that this version does not have stay as they are stored, whatever a request says. */
function withHiddenMembers(node: Node, input: unknown, before: unknown, settings: Wording): unknown {
  const hidden = hiddenMembers(node, settings)
  if (hidden.length === 0 || !isObject(input)) return input
  const kept = isObject(before) ? Object.entries(before).filter(([member]) => hidden.includes(member)) : []
  return { ...without(input, hidden), ...(withBareKeys(Object.fromEntries(kept)) as object) }
}

const NOTHING: readonly string[] = []

/** Members that a version does not have. */
export function hiddenMembers(
  { spec: { only } }: Node,
  { profile }: Pick<SpsSettings, 'profile'>,
): readonly string[] {
  if (!only) return NOTHING
  return Object.entries(only)
    .filter(([, { since, until }]) => !isWithin(profile, since, until))
    .map(([member]) => member)
}

/** Members that a version shows by another name than they are stored by. */
export function namesShown({ spec: { renamed } }: Node, { profile }: Pick<SpsSettings, 'profile'>): Names {
  return renamed && isWithin(profile, renamed.since) ? renamed.names : AS_STORED
}

const AS_STORED: Names = {}

type Names = Readonly<Record<string, string>>

/** A request may use the names of any version: the guides print both. */
function withStoredNames(node: Node, body: unknown): unknown {
  const { renamed } = node.spec
  if (!renamed) return body
  return rename(
    body,
    Object.fromEntries(Object.entries(renamed.names).map(([stored, shown]) => [shown, stored])),
  )
}

function rename(body: unknown, names: Names): unknown {
  if (!isObject(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [Object.hasOwn(names, name) ? names[name]! : name, value]),
  )
}

function without(body: object, members: readonly string[]): object {
  return Object.fromEntries(Object.entries(body).filter(([member]) => !members.includes(member)))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWrapped(input: unknown): boolean {
  return isObject(input) && 'body' in input && Object.keys(input).length === 1
}

function faultOf(error: z.ZodError, href: string, names: Names): SpsError {
  const issues = error.issues.map(({ path: [first, ...rest], ...issue }) => ({
    ...issue,
    path: first === undefined ? [] : [nameIn(names, first), ...rest],
  }))
  const issue = innermost(issues)
  const reason = reasonOf(issues)
  const path = [href, ...(issue?.path ?? [])].map(String).join('/')
  const value = badChoice(issue)
  const isValue = value !== undefined
  const explanation = {
    rule: isValue ? 'sps.body.value' : 'sps.body.schema',
    message: `The body is not as the object needs it (${reason}). A PUT replaces the whole object, so every member must be there, with bare keys for references.`,
    source: SOURCE,
  }
  return isValue
    ? new SpsError('invalid-value', explanation, { path, value })
    : new SpsError('semantic-error', explanation, { path, reason })
}
