/** The whole configuration tree, and how each product version shows it. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import type { Evidence } from '../../../kernel/surface/operation.ts'
import { guide, topic } from '../errors.ts'
import { isWithin, PROFILES, type Profile } from '../profiles.ts'
import { ref } from '../references.ts'
import { aaa } from './aaa.ts'
import { alerting, datetime, management } from './management.ts'
import { localServices, network } from './network.ts'
import { coll, dir, obj, secret, type NodeKind, type NodeSpec } from './node.ts'
import { policies } from './policies.ts'
import { protocols } from './protocols.ts'
import { reporting } from './reporting.ts'
import { name, opaque, optional, pem } from './values.ts'

/** A node of the tree, as all versions together have it. */
export interface Node {
  /** Below `/api/configuration`, without a leading slash; empty for the root itself. */
  readonly path: string
  readonly name: string
  readonly kind: NodeKind
  readonly spec: NodeSpec
  readonly source: string
  readonly evidence: Evidence
  /** The right that opens it; `undefined` where any will do. */
  readonly privilege: string | undefined
  readonly parent: Node | undefined
  readonly children: ReadonlyMap<string, Node>
  /** Methods of the node, and of its members, that any version offers. */
  readonly methods: readonly Method[]
  readonly memberMethods: readonly Method[]
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Links among siblings, as paths below the API's origin. */
export interface Links {
  readonly first: string
  readonly last: string
  readonly next: string | null
  readonly previous: string | null
  readonly parent: string | null
  /** The order of a collection's members. */
  readonly order?: string
}

/** A node as one version shows it. */
export interface Shown {
  readonly node: Node
  readonly href: string
  readonly links: Links
  /** Methods of the node and, for a keyed collection, of its members; sorted, as `Allow` prints them. */
  readonly allow: string
  readonly memberAllow: string
  /** Children in alphabetical order. */
  readonly children: readonly Node[]
}

/** The private key may be sent in PEM, and then gets a key of its own. */
const identity = () =>
  z.looseObject({
    certificate: pem('CERTIFICATE'),
    issuer_chain: z.array(pem('CERTIFICATE')).default([]),
    private_key: z
      .union([pem(''), ref('private_keys')])
      .nullable()
      .default(null),
  })

/** As an upload shows it; members come from the archive, never from a request. */
const plugin = lazily(() =>
  z
    .looseObject({
      name: name(),
      description: z.string().optional(),
      version: z.string().optional(),
      path: z.string().optional(),
      api: z.string().optional(),
    })
    .meta({ id: 'Plugin' }),
)

const plugins = dir(
  {
    aa: coll(plugin, { uploadOnly: true }),
    configuration_sync: coll(plugin, {
      // A cluster names one since 6.0.4, though the samples of that time do not list the type.
      since: '6.0',
      uploadOnly: true,
      source: `${guide('8.0 LTS', 'page 52')}; ${guide('6.0.4', 'page 21')}`,
    }),
    credentialstore: coll(plugin, { uploadOnly: true }),
    signingca: coll(plugin, { since: '6.9', uploadOnly: true, source: guide('8.0 LTS', 'page 52') }),
    ticketing: coll(plugin, { until: '7.0', uploadOnly: true }),
  },
  { since: '5.x', source: topic('doc1469743'), privilege: '/special/basic' },
)

const starling = () =>
  z.looseObject({
    join_info: opaque().nullable().optional(),
    remote_access: optional().optional(),
  })

const troubleshooting = () =>
  z.object({
    core_files: z.object({ retention_days: z.number().int().min(0) }),
    debug_logging: z.object({ enabled: z.boolean() }),
  })

const root = dir(
  {
    aaa,
    alerting,
    datetime,
    local_services: localServices,
    management,
    network,
    passwords: secret(
      () => z.union([z.object({ plain: z.string().min(1) }), z.object({ hash: z.string().min(1) })]),
      () => z.strictObject({ hash: z.string() }),
      {
        since: '5.x',
        recalled: ['hash'],
        source: topic('doc1931423'),
      },
    ),
    plugins,
    policies,
    private_keys: secret(
      () => z.object({ plain: z.string().min(1) }),
      () => z.strictObject({ fingerprint: z.string() }),
      {
        since: '5.x',
        recalled: 'all',
        source: guide('5.7.0', 'page 15'),
      },
    ),
    ...protocols,
    reporting,
    starling: obj(starling, {
      since: '6.9',
      recalled: ['join_info'],
      evidence: 'client',
      source: 'safeguard-ps, sessionapi.psm1',
      privilege: '/special/basic',
    }),
    troubleshooting: obj(troubleshooting, {
      since: '5.x',
      source: topic('doc2256086'),
      privilege: '/special/basic',
    }),
    x509: coll(identity, {
      since: '5.x',
      recalled: 'all',
      source: guide('6.0.7', '"X.509 certificates"'),
      privilege: '/special/basic',
    }),
  },
  { source: topic('doc2065034') },
)

/** The tree's root. */
export const tree: Node = build('', 'configuration', root, undefined)

/** Every node, parents before children. */
export const nodes: readonly Node[] = flatten(tree)

/** The tree as each version shows it, by path. */
const shown = Object.fromEntries(PROFILES.map((profile) => [profile, lazily(() => show(profile))])) as Record<
  Profile,
  () => ReadonlyMap<string, Shown>
>

/** A node as a version shows it; `undefined` where the version has none there. */
export function shownAt(profile: Profile, path: string): Shown | undefined {
  return shown[profile]().get(path)
}

function build(path: string, name: string, spec: NodeSpec, parent: Node | undefined): Node {
  const children = new Map<string, Node>()
  const node: Node = {
    path,
    name,
    kind: spec.kind,
    spec,
    source: spec.source ?? parent?.source ?? '',
    evidence: spec.evidence ?? 'documented',
    privilege: spec.privilege ?? parent?.privilege,
    parent,
    children,
    methods: methodsOf(spec, !spec.readOnly),
    memberMethods: memberMethodsOf(spec, !spec.readOnly, true),
  }
  for (const [child, childSpec] of Object.entries(spec.children ?? {}))
    children.set(child, build(path === '' ? child : `${path}/${child}`, child, childSpec, node))
  return node
}

function flatten(node: Node): Node[] {
  return [node, ...[...node.children.values()].flatMap(flatten)]
}

function show(profile: Profile): ReadonlyMap<string, Shown> {
  const view = new Map<string, Shown>()
  const add = (node: Node, siblings: readonly Node[]): void => {
    const children = [...node.children.values()]
      .filter(({ spec }) => isWithin(profile, spec.since, spec.until))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const isWritable = !node.spec.readOnly && isWithin(profile, node.spec.writableSince)
    // Plugins could not be deleted over REST before 6.4 (guide 6.0 against 6.9.3 page 44).
    const memberMethods = memberMethodsOf(node.spec, isWritable, isWithin(profile, '6.9'))
    view.set(node.path, {
      node,
      href: hrefOf(node),
      links: linksOf(profile, node, siblings),
      allow: methodsOf(node.spec, isWritable).join(', '),
      memberAllow: memberMethods.join(', '),
      children,
    })
    for (const child of children) add(child, children)
  }
  add(tree, [tree])
  return view
}

function hrefOf(node: Node): string {
  return node.path === '' ? '/api/configuration' : `/api/configuration/${node.path}`
}

function linksOf(profile: Profile, node: Node, siblings: readonly Node[]): Links {
  const { orderedSince } = node.spec
  const at = siblings.indexOf(node)
  const link = (sibling: Node | undefined): string | null => (sibling ? hrefOf(sibling) : null)
  return {
    first: hrefOf(siblings[0] ?? node),
    last: hrefOf(siblings.at(-1) ?? node),
    next: link(siblings[at + 1]),
    previous: at > 0 ? link(siblings[at - 1]) : null,
    parent: link(node.parent),
    ...(orderedSince && isWithin(profile, orderedSince) && { order: `${hrefOf(node)}/@order` }),
  }
}

function methodsOf({ kind, uploadOnly, appendable }: NodeSpec, isWritable: boolean): Method[] {
  if (kind === 'secret') return ['POST']
  if (kind === 'dir' || !isWritable) return ['GET']
  if (kind === 'coll') return uploadOnly ? ['GET'] : ['GET', 'POST']
  return appendable ? ['GET', 'POST', 'PUT'] : ['GET', 'PUT']
}

function memberMethodsOf({ kind, uploadOnly }: NodeSpec, isWritable: boolean, canUnload: boolean): Method[] {
  if (kind === 'secret') return ['GET']
  if (kind !== 'coll') return []
  if (!isWritable) return ['GET']
  if (!uploadOnly) return ['DELETE', 'GET', 'PUT']
  return canUnload ? ['DELETE', 'GET'] : ['GET']
}
