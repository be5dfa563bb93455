/** Every shape goes in and comes out again, and every fault is found and named with its place. Both are made from the schemas. */
import { describe, expect, it } from 'vitest'
import { orderOf } from '../../../../src/vendors/sps/domain/order.ts'
import { isWithin, PROFILES, type Profile } from '../../../../src/vendors/sps/profiles.ts'
import { spsSlice } from '../../../../src/vendors/sps/state.ts'
import { nodes, shownAt, type Node } from '../../../../src/vendors/sps/tree/index.ts'
import { commit, startSps, type Sps, type SpsClient } from '../client.ts'
import { faultsOf, formsOf, type World } from './forms.ts'

const TREE = '/api/configuration'

/** A node in a version that shows it. */
interface Case {
  readonly node: Node
  readonly profile: Profile
}

const cases: readonly Case[] = nodes.flatMap((node) => versionsOf(node).map((profile) => ({ node, profile })))
const offers = ({ node, profile }: Case, method: string): boolean =>
  shownAt(profile, node.path)!.allow.includes(method)
const singletons = cases.filter((one) => ['obj', 'list'].includes(one.node.kind) && offers(one, 'PUT'))
const collections = cases.filter((one) => one.node.kind === 'coll' && offers(one, 'POST'))

/** Other objects refer to what is inside it; its two twins have the same shape. */
const REFERRED_TO = 'network/nics/nic1'

const titled = (list: readonly Case[]) =>
  list.map((one) => [`${one.node.path} in ${one.profile}`, one] as const)

describe('a singleton in every form it may have: GET, PUT, change log, commit, GET', () => {
  it.each(titled(singletons))('%s', async (_title, one) => {
    const { admin, forms } = await prepare(one)
    const href = hrefOf(one)
    for (const form of forms) {
      const body = await madeUp(admin, form)
      const before = (await admin.get(href)).json.body
      const put = await admin.put(href, asJson(body))
      expect(put.status, `${JSON.stringify(body)} ${put.text}`).toBe(200)
      const after = (await admin.get(href)).json.body
      expectLike(requestForm(after), shown(one, body))
      await expectChange(admin, { before, after, type: 'replace', path: changedPath(one) })
      await expectRoundTrip(admin, href)
    }
  })
})

describe('a member in every form it may have: POST, change log, commit, GET, PUT', () => {
  it.each(titled(collections))('%s', async (_title, one) => {
    const { admin, forms } = await prepare(one)
    for (const [at, form] of forms.entries()) {
      const body = { ...((await madeUp(admin, form)) as object), name: `made-up-${at}` }
      const post = await admin.post(hrefOf(one), body)
      expect(post.status, `${JSON.stringify(body)} ${post.text}`).toBe(201)
      const { href } = post.json.meta
      const { body: after } = (await admin.get(href)).json
      expect(requestForm(after)).toMatchObject(withoutPem(shown(one, body) as object))
      await expectChange(admin, { before: undefined, after, type: 'create', path: href })
      await expectRoundTrip(admin, href)
    }
  })
})

describe('what is wrong with a body is refused with its place', () => {
  it.each(titled([...singletons, ...collections]))('%s', async (_title, one) => {
    const { sps, admin, forms } = await prepare(one)
    const isMember = one.node.kind === 'coll'
    const send = isMember ? admin.post : admin.put
    const found = new Set<string>()
    for (const form of forms) {
      const good = await madeUp(admin, form)
      const faults = faultsOf(
        one.node.spec.schema!,
        isMember ? { ...(good as object), name: 'made-up' } : good,
      )
      for (const { what, at, body, type, details = {} } of faults) {
        const place = shownPlace(one, (details['path'] as typeof at | undefined) ?? at)
        if (place === undefined || found.has(`${what} ${place}`)) continue
        found.add(`${what} ${place}`)
        const answer = await send(hrefOf(one), asJson(body))
        const said = `${what} at ${place}: ${answer.text}`
        // What tells alternatives apart is a value among few, whatever type it has.
        const isChoice = what === 'a wrong type' && answer.error === 'InvalidValue'
        expect([answer.status, isChoice ? type : answer.error], said).toEqual([400, type])
        expect(answer.json.error.details.path, said).toBe(place)
        if (type === 'InvalidReference') expect(answer.json.error.details.key, said).toBe('no-such-key')
        expect(sps.lastRule(), said).toMatch(/^sps\.(?:body\.(?:schema|value)|reference\.invalid)$/)
      }
    }
    if (isMember) expect([...found].some((what) => what.startsWith('a member missing'))).toBe(true)
    if (isMember && one.node.path !== 'x509') await expectNamesOnce(admin, one, forms)
  })
})

async function expectNamesOnce(admin: SpsClient, one: Case, forms: readonly unknown[]): Promise<void> {
  const href = hrefOf(one)
  const post = async (name: string) =>
    admin.post(href, { ...((await madeUp(admin, forms[0])) as object), name })
  expect((await post('taken')).status).toBe(201)
  const again = await post('taken')
  expect([again.status, again.error], again.text).toEqual([400, 'DuplicateName'])
  expect(again.json.error.details).toEqual({ path: href, name: 'taken' })
  const other = (await post('free')).json.meta.href
  const body = requestForm((await admin.get(other)).json.body) as object
  const { error } = (await admin.put(other, { ...body, name: 'taken' })).json
  expect(error).toMatchObject({ type: 'DuplicateName', details: { path: other, name: 'taken' } })
}

interface Prepared {
  readonly sps: Sps
  readonly admin: SpsClient
  /** What the node takes, each alternative once. */
  readonly forms: readonly unknown[]
}

async function prepare({ node, profile }: Case): Promise<Prepared> {
  // Texts are made up; what they look like has tests of its own.
  const sps = await startSps(profile, { checkFormats: false })
  const admin = await sps.login()
  await admin.post('/api/transaction')
  const tables = sps.workspace.state(spsSlice)
  const world: World = { keyOf: (collection) => orderOf(tables, collection)[0] ?? { secretOf: collection } }
  const form = node.spec.schema!
  if (node.path === REFERRED_TO)
    return { sps, admin, forms: [requestForm((await admin.get(`${TREE}/${node.path}`)).json.body)] }
  return { sps, admin, forms: node.path.startsWith('network/nics/') ? NICS : formsOf(form, world) }
}

/** The newest version, and the one before the node's body last changed. */
function versionsOf(node: Node): Profile[] {
  const has = (profile: Profile): boolean => shownAt(profile, node.path) !== undefined
  const newest = PROFILES.find(has)!
  const hidden = Object.values(node.spec.only ?? {}).filter(
    ({ since, until }: Versions) => !isWithin(newest, since, until),
  )
  const older = PROFILES.find(
    (profile) => has(profile) && hidden.some(({ since, until }: Versions) => isWithin(profile, since, until)),
  )
  return older === undefined ? [newest] : [newest, older]
}

interface Versions {
  readonly since?: Profile
  readonly until?: Profile
}

/** Maps with an order, which schemas cannot tell. */
const NICS = [
  { interfaces: { '@order': [] }, name: 'made-up', speed: 'auto' },
  {
    interfaces: {
      '@order': ['b', 'a'],
      a: { addresses: { '@order': ['1'], '1': '10.11.12.13/24' }, name: 'made-up', vlantag: 5 },
      b: { addresses: { '@order': [] } },
    },
  },
]

/** A body, with a secret of its own wherever it needs one: each has one owner. */
async function madeUp(admin: SpsClient, form: unknown): Promise<any> {
  if (typeof form !== 'object' || form === null) return form
  if ('secretOf' in form) {
    const plain = '-----BEGIN RSA PRIVATE KEY-----\nmade-up\n-----END RSA PRIVATE KEY-----\n'
    return (await admin.post(`${TREE}/${String(form.secretOf)}`, { plain })).json.key
  }
  if (Array.isArray(form)) return Promise.all(form.map((one) => madeUp(admin, one)))
  const entries = Object.entries(form).map(async ([name, one]) => [name, await madeUp(admin, one)])
  return Object.fromEntries(await Promise.all(entries))
}

interface Change {
  readonly before: unknown
  readonly after: unknown
  readonly type: string
  readonly path: string
}

async function expectChange(admin: SpsClient, { before, after, type, path }: Change): Promise<void> {
  const { changes } = (await admin.get('/api/transaction/changes')).json
  const told = changes.find((one: { path: string }) => one.path === path)
  if (JSON.stringify(before) === JSON.stringify(after)) return expect(told).toBeUndefined()
  expect(told).toMatchObject({ type, path })
  // A view's change is told as one of the whole.
  expectLike(requestForm(told.new_value), requestForm(after))
}

/** All that was sent is there, with whatever stands beside it. */
function expectLike(found: unknown, sent: unknown): void {
  if (typeof sent === 'object') expect(found).toMatchObject(sent as object)
  else expect(found).toBe(sent)
}

/** What is read can be sent back, as the guide says requests must look, and stays as it is. */
async function expectRoundTrip(admin: SpsClient, href: string): Promise<void> {
  await save(admin)
  const { body } = (await admin.get(href)).json
  const put = await admin.put(href, asJson(requestForm(body)))
  expect(put.status, put.text).toBe(200)
  expect((await admin.get('/api/transaction/changes')).json.changes).toEqual([])
  await save(admin)
  expect((await admin.get(href)).json.body).toEqual(body)
}

/** Commits, and opens the next transaction for versions that do not do so by themselves. */
async function save(admin: SpsClient): Promise<void> {
  const saved = await commit(admin, 'made up')
  expect(saved.status, saved.text).toBe(200)
  await admin.post('/api/transaction')
}

/** A text is a body too, and is not sent as it stands. */
function asJson(body: unknown): any {
  return typeof body === 'string' ? JSON.stringify(body) : body
}

function hrefOf({ node }: Case): string {
  return `${TREE}/${node.path}`
}

/** An answer's body as a request carries it: bare keys in place of references. */
function requestForm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(requestForm)
  if ('key' in value && 'meta' in value) return value.key
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, requestForm(inner)]))
}

/** A body with its members as the version names them, without those that it does not have. */
function shown(one: Case, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const known = nameIn(one, name)
      return known === undefined ? [] : [[known, value]]
    }),
  )
}

/** The link to a member, if the version has it. */
function shownPlace(one: Case, [first, ...rest]: readonly PropertyKey[]): string | undefined {
  if (first === undefined) return hrefOf(one)
  const known = nameIn(one, String(first))
  return known === undefined ? undefined : [hrefOf(one), known, ...rest.map(String)].join('/')
}

function nameIn({ node, profile }: Case, member: string): string | undefined {
  const { renamed, only = {} } = node.spec
  const { since, until }: Versions = only[member] ?? {}
  if (!isWithin(profile, since, until)) return undefined
  return renamed && isWithin(profile, renamed.since) ? (renamed.names[member] ?? member) : member
}

/** A view is logged where it writes. */
function changedPath({ node }: Case): string {
  return `${TREE}/${node.spec.viewOf?.path ?? node.path}`
}

/** A private key in PEM is stored elsewhere, and referred to. */
function withoutPem(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'private_key'))
}
