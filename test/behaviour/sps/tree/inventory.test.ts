/** Every endpoint is reached from the entry point by links alone, in the versions that have it, with its kind and its methods. */
import { describe, expect, it } from 'vitest'
import { isWithin, PROFILES, type Profile } from '../../../../src/vendors/sps/profiles.ts'
import { nodes } from '../../../../src/vendors/sps/tree/index.ts'
import { startSps } from '../client.ts'
import { AROUND, CONFIGURATION, OFFERS, QUESTIONS, type Kind, type Methods } from './inventory.ts'
import { walk, type Seen } from './walk.ts'

const TREE = '/api/configuration'

/** One walk for each version; the first test that wants it takes it. */
const walks = new Map<Profile, Promise<ReadonlyMap<string, Seen>>>()

function walked(profile: Profile): Promise<ReadonlyMap<string, Seen>> {
  const known = walks.get(profile) ?? walk(profile)
  walks.set(profile, known)
  return known
}

describe.each(PROFILES)('section 2 in %s', (profile) => {
  const all = [...CONFIGURATION, ...AROUND]
  const there = all.filter(({ since, until }) => isWithin(profile, since, until))

  it.each(there.map((row) => [`/api/${row.path} (${row.kind})`, row] as const))(
    '%s is linked',
    async (_title, row) => {
      const seen = await walked(profile)
      const found = seen.get(`/api/${row.path}`)
      expect(found?.allow, 'Allow').toBe(methodsOf(row.allow ?? OFFERS[row.kind].allow, profile))
      expect(found!.status === 405).toBe(['secret', 'action'].includes(row.kind))
      if (row.path.startsWith('configuration')) expect(kindOf(seen, `/api/${row.path}`)).toBe(row.kind)
      const members = row.members ?? OFFERS[row.kind].members
      if (members === undefined) return
      const member = [...seen].find(([href]) => parentOf(href) === `/api/${row.path}`)
      expect([member?.[1].status, member?.[1].allow], 'of a member').toEqual([
        200,
        methodsOf(members, profile),
      ])
    },
  )

  it('links to nothing else in the configuration', async () => {
    const expected = new Set(there.map(({ path }) => `/api/${path}`))
    const collections = there.filter(({ kind }) => kind === 'coll' || kind === 'secret')
    const parents = new Set(collections.map(({ path }) => `/api/${path}`))
    const unknown = [...(await walked(profile)).keys()]
      .filter((href) => href.startsWith(TREE))
      .filter((href) => !expected.has(href) && !parents.has(parentOf(href)))
    expect(unknown).toEqual([])
  })

  it('lists siblings in alphabetical order, each linked to the next', async () => {
    const seen = await walked(profile)
    for (const [href, { json }] of seen) {
      if (!href.startsWith(TREE) || kindOf(seen, href) !== 'dir') continue
      const children = json.items.map(({ meta }: { meta: { href: string } }) => meta.href)
      expect(children, href).toEqual(children.toSorted())
      for (const [at, child] of children.entries()) {
        const meta = seen.get(child)?.json.meta
        if (seen.get(child)?.status === 405) continue
        expect([meta.first, meta.last, meta.parent], child).toEqual([children[0], children.at(-1), href])
        expect([meta.previous, meta.next], child).toEqual([
          children[at - 1] ?? null,
          children[at + 1] ?? null,
        ])
      }
    }
  })

  it('leads to nothing that another version alone has', async () => {
    const seen = await walked(profile)
    const gone = all.filter((row) => !there.includes(row)).map(({ path }) => `/api/${path}`)
    expect(gone.filter((href) => seen.has(href))).toEqual([])
    const admin = await (await startSps(profile)).login()
    for (const href of gone) expect((await admin.get(href)).status, href).toBe(404)
  })

  const asked = QUESTIONS.filter(({ since }) => isWithin(profile, since))
  it.each(asked.map(({ path }) => path))('/api/%s is asked beside the links', async (path) => {
    const admin = await (await startSps(profile)).login()
    expect((await admin.get(`/api/${path}?field=start_time`)).status).toBe(200)
  })
})

it('the inventory and the tree name the same nodes', () => {
  const described = nodes.map(({ path }) => (path === '' ? 'configuration' : `configuration/${path}`))
  expect(CONFIGURATION.map(({ path }) => path).toSorted()).toEqual(described.toSorted())
})

function methodsOf(methods: Methods, profile: Profile): string {
  if (typeof methods === 'string') return methods
  return methods.find(([since]) => isWithin(profile, since))![1]
}

/** What an answer shows itself to be. */
function kindOf(seen: ReadonlyMap<string, Seen>, href: string): Kind {
  const { status, json } = seen.get(href)!
  if (status === 405) return 'secret'
  if (json.items === undefined) return Array.isArray(payloadOf(json)) ? 'list' : 'obj'
  return json.items.some(({ key }: { key: string }) => isKey(key)) ? 'coll' : 'dir'
}

/** Keys have digits in number, or are negative; the names of nodes have neither. */
function isKey(key: string): boolean {
  return /^-\d+$/.test(key) || key.replace(/[^0-9]/g, '').length > 5
}

function payloadOf(json: any): unknown {
  return json.body ?? json[json.key]
}

function parentOf(href: string): string {
  return href.slice(0, href.lastIndexOf('/'))
}
