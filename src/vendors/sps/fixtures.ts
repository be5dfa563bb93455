/** The surface's fixture files: the configuration in the form of requests, and what lies beside it. */
import { z } from 'zod'
import { activeSessionsSection, auditSection, plantAudit } from './audit/fixtures.ts'
import { lazily } from '../../kernel/lazily.ts'
import { formatFaults, type FormatFault } from './domain/format-places.ts'
import { storedPassword } from './domain/password.ts'
import { referencesIn, type Reference } from './references.ts'
import type { NodeRow, Tables } from './state.ts'
import { tree, type Node } from './tree/index.ts'

const JSON_OBJECT = z.record(z.string(), z.unknown())

/**
 * `configuration` mirrors `/api/configuration`: directories hold their children, collections their members by key, and
 * references are bare keys, as in requests. `passwords` and `private_keys` may give a secret in the clear.
 */
const sections = lazily(() =>
  z.strictObject({
    configuration: dirSchema(tree).default({}),
    /** Host keys by key, such as `ssh-rsa-10.10.100.1:22`. */
    sshHostKeys: z.record(z.string(), JSON_OBJECT).default({}),
    audit: auditSection,
    activeSessions: activeSessionsSection,
    /** Facts about the appliance, by name. */
    appliance: z.record(z.string(), JSON_OBJECT).default({}),
  }),
)

/** What one file may hold: some of the sections. */
export const fixtureFile = z.lazy(() => sections().partial().extend({ $schema: z.string().optional() }))

const schema = z.lazy(() =>
  sections().superRefine(({ configuration }, context) => {
    const present = new Set(pathsOf(tree, configuration))
    for (const { path, reference } of referencesOf(tree, configuration)) {
      if (present.has(reference.$ref)) continue
      const message = `refers to "${reference.$ref}", which is not there`
      context.addIssue({ code: 'custom', path: ['configuration', ...path.split('/')], message })
    }
    for (const { path, fault } of formatFaultsOf(tree, configuration)) {
      const { at, reason, value } = fault
      const message = `${reason}, not ${JSON.stringify(value)}`
      context.addIssue({ code: 'custom', path: ['configuration', ...path.split('/'), ...at], message })
    }
  }),
)

export type FixtureData = z.output<typeof schema>

export const spsFixtures = { schema, seed }

function seed(data: FixtureData, tables: Tables): void {
  plant(tables, tree, data.configuration)
  for (const [key, body] of Object.entries(data.sshHostKeys)) tables.hostKeys.put(key, { key, body })
  plantAudit(tables, data)
  for (const [name, fact] of Object.entries(data.appliance)) tables.facts.put(name, fact)
}

function plant(tables: Tables, node: Node, data: unknown): void {
  if (data === undefined) return
  if (node.kind === 'dir') {
    const children = data as Readonly<Record<string, unknown>>
    for (const child of node.children.values()) plant(tables, child, children[child.name])
    return
  }
  if (node.kind === 'obj' || node.kind === 'list') {
    tables.nodes.put(node.path, { path: node.path, collection: null, body: data })
    return
  }
  const members = Object.entries(data as Readonly<Record<string, unknown>>)
  for (const [rank, [key, body]] of members.entries()) {
    const path = `${node.path}/${key}`
    tables.nodes.put(
      path,
      node.kind === 'secret' ? secretRow(path, key, body) : { path, collection: node.path, body, rank },
    )
  }
  if (node.kind === 'coll') tables.tails.put(node.path, { next: members.length })
}

function secretRow(path: string, key: string, body: unknown): NodeRow {
  const { plain, ...shown } = body as { plain?: string } & Record<string, unknown>
  if (plain === undefined) return { path, collection: null, body: shown }
  // Fixtures must be the same in every process, so the salt is the key.
  if (path.startsWith('passwords/')) return { path, collection: null, body: storedPassword(plain, key) }
  return { path, collection: null, body: { fingerprint: `SHA256:${key}` }, secret: plain }
}

/** Paths of all objects that the data describe. */
function pathsOf(node: Node, data: unknown): string[] {
  return objectsOf(node, data).map(({ path }) => path)
}

function referencesOf(node: Node, data: unknown): { path: string; reference: Reference }[] {
  return objectsOf(node, data).flatMap(({ path, body }) =>
    referencesIn(body).map((reference) => ({ path, reference })),
  )
}

/** Certificates and keys may be made up here: nobody should have to keep real ones in a file. */
function formatFaultsOf(node: Node, data: unknown): { path: string; fault: FormatFault }[] {
  return objectsOf(node, data).flatMap(({ path, node: { path: place }, body }) =>
    [...formatFaults(place, body)]
      .filter(({ format }) => format !== 'certificate' && format !== 'privateKey')
      .map((fault) => ({ path, fault })),
  )
}

function objectsOf(node: Node, data: unknown): { path: string; node: Node; body: unknown }[] {
  if (data === undefined) return []
  const members = data as Readonly<Record<string, unknown>>
  if (node.kind === 'dir')
    return [...node.children.values()].flatMap((child) => objectsOf(child, members[child.name]))
  if (node.kind === 'obj' || node.kind === 'list') return [{ path: node.path, node, body: data }]
  return Object.entries(members).map(([key, body]) => ({ path: `${node.path}/${key}`, node, body }))
}

function dirSchema(node: Node): z.ZodType {
  const children = [...node.children.values()].map((child) => [child.name, schemaOf(child).optional()])
  return z.strictObject(Object.fromEntries(children) as Record<string, z.ZodType>)
}

function schemaOf(node: Node): z.ZodType {
  if (node.kind === 'dir') return dirSchema(node)
  const own = node.spec.schema ?? z.unknown()
  return node.kind === 'coll' || node.kind === 'secret' ? z.record(z.string(), own) : own
}
