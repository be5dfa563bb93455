/** The words in which the configuration tree is described: five kinds of nodes, each told once, with its source. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import type { Evidence } from '../../../kernel/surface/operation.ts'
import type { Profile } from '../profiles.ts'

/**
 * - `dir`: a directory of fixed children
 * - `obj`: a singleton object
 * - `list`: a singleton whose body is an array
 * - `coll`: a keyed collection
 * - `secret`: a collection that is written, read by key, and never listed
 */
export type NodeKind = 'dir' | 'obj' | 'list' | 'coll' | 'secret'

export interface NodeOptions {
  /** Vendor document; the parent's by default. */
  readonly source?: string
  readonly evidence?: Evidence
  /** First version that has it, and first that no longer has it. */
  readonly since?: Profile
  readonly until?: Profile
  /** No changes over REST at all. */
  readonly readOnly?: true
  /** First version in which changes over REST are offered. */
  readonly writableSince?: Profile
  /** A list that takes single elements by POST too. */
  readonly appendable?: true
  /** Members come from uploads: no POST. */
  readonly uploadOnly?: true
  /** First version whose list links to the order of its members (`meta.order`). */
  readonly orderedSince?: Profile
  /** The right that opens it, as `aaa/acls` names rights; the parent's by default. */
  readonly privilege?: string
  /** Members under other names from a version on: `{ since: '7.5', names: { smtp_server: 'server' } }`. */
  readonly renamed?: { readonly since: Profile; readonly names: Readonly<Record<string, string>> }
  /** Shows some members of another singleton, and writes them there. */
  readonly viewOf?: { readonly path: string; readonly members: readonly string[] }
  /** Members that only some versions have; the others keep what is stored of them. */
  readonly only?: Readonly<Record<string, { readonly since?: Profile; readonly until?: Profile }>>
  /** What of its body is general knowledge of the guide, because the page could not be read: all of it, or some members. */
  readonly recalled?: 'all' | readonly string[]
}

export interface NodeSpec extends NodeOptions {
  readonly kind: NodeKind
  readonly schema?: z.ZodType
  /** What answers show in place of what was sent: of a secret. */
  readonly shown?: z.ZodType | undefined
  readonly children?: Readonly<Record<string, NodeSpec>>
}

export const dir = (children: Readonly<Record<string, NodeSpec>>, options: NodeOptions = {}): NodeSpec => ({
  kind: 'dir',
  children,
  ...options,
})

export const obj = (schema: () => z.ZodType, options: NodeOptions = {}): NodeSpec =>
  withBody('obj', schema, options)

export const list = (element: () => z.ZodType, options: NodeOptions = {}): NodeSpec =>
  withBody('list', () => z.array(element()), options)

export const coll = (schema: () => z.ZodType, options: NodeOptions = {}): NodeSpec =>
  withBody('coll', schema, options)

/** @param shown what is read of it in place of what was written */
export function secret(schema: () => z.ZodType, shown: () => z.ZodType, options: NodeOptions = {}): NodeSpec {
  return withBody('secret', schema, options, shown)
}

/** Most bodies are never looked at in a process, so each schema is made when it first is. */
function withBody(
  kind: NodeKind,
  schema: () => z.ZodType,
  options: NodeOptions,
  shown?: () => z.ZodType,
): NodeSpec {
  const [written, read] = [lazily(schema), shown && lazily(shown)]
  return {
    ...options,
    kind,
    get schema() {
      return written()
    },
    get shown() {
      return read?.()
    },
  }
}
