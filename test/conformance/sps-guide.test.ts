/** What was read of the vendor's guide, against what is served: no note without its path, no path without its note. */
import { describe, expect, it } from 'vitest'
import { operations } from '../../src/vendors/sps/operations/index.ts'
import { siteMap } from '../../src/vendors/sps/paths.ts'
import { offerAt } from '../../src/vendors/sps/site-map.ts'
import { spsSettings } from '../../src/vendors/sps/settings.ts'
import { nodes } from '../../src/vendors/sps/tree/index.ts'
import { hasMember } from '../support/schema-members.ts'
import { guideChapters, profileOf, profilesOf } from '../support/sps-guide.ts'

const chapters = guideChapters()
const notes = chapters.flatMap((one) => one.notes)

describe.each(chapters)('the notes of "$chapter"', (chapter) => {
  const rows = chapter.notes.flatMap((note) =>
    profilesOf(note).map((profile) => ({ path: note.path, profile })),
  )

  it.each(rows)('name paths that are there: $path in $profile', ({ path, profile }) => {
    const settings = spsSettings.resolve(profile, undefined)
    const { place } = siteMap.locate(path.replaceAll(/<[^>]+>/g, '-'), { settings, has: () => true })
    expect(place && place.operations.size > 0 && offerAt(place, settings).isOpen).toBe(true)
  })
})

it('tell each path once', () => {
  const paths = notes.map(({ path }) => path)
  expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([])
})

it('tell every path of the configuration', () => {
  const told = new Set(notes.map(({ path }) => path))
  const paths = nodes.map(({ path }) => (path === '' ? '/api/configuration' : `/api/configuration/${path}`))
  expect(paths.filter((path) => !told.has(path))).toEqual([])
})

it('tell every endpoint beside the configuration', () => {
  const told = new Set(notes.map(({ path }) => path))
  // An alias of ours.
  told.add('/api/health-status')
  const paths = operations
    .filter(({ node }) => node === undefined)
    .flatMap(({ route }) => route)
    .map((route) => `/api${route.slice(route.indexOf('/')).replace(/^\/$/, '')}`.replaceAll(/:\w+/g, '<key>'))
  expect(paths.filter((path) => !told.has(path))).toEqual([])
})

it('and the tree agree on which bodies were read in part', () => {
  const told = notes.filter(({ shape }) => shape !== 'complete').map(({ path }) => path)
  const recalled = nodes.filter(({ spec }) => spec.recalled).map(({ path }) => `/api/configuration/${path}`)
  const unlike = [...told, ...recalled].filter((path) => path.startsWith('/api/configuration'))
  expect(unlike.filter((path) => told.includes(path) !== recalled.includes(path))).toEqual([])
})

describe('what the guide shows of a body is declared', () => {
  const rows = notes.flatMap(({ path, members = {} }) => {
    const node = nodes.find((one) => `/api/configuration/${one.path}` === path)
    const names = Object.keys(members).filter((name) => name !== '(body)')
    return node?.spec.schema ? [{ path, names, schema: node.spec.schema }] : []
  })

  it.each(rows)('$path', ({ names, schema }) => {
    expect(names.filter((name) => !hasMember(schema, name))).toEqual([])
  })
})

it.each([
  ['4.3.0', '4.x'],
  ['5.7.0', '5.x'],
  ['6.0.12', '6.0'],
  ['6.2.0', '6.9'],
  ['6.9.5', '6.9'],
  ['6.13.1', '7.0'],
  ['7.0.5.1 LTS', '7.0'],
  ['7.1.1', '7.5'],
  ['8.0 LTS', '8.0'],
  ['8.2', '8.0'],
])('count a page of the guide %s for the profile %s', (version, profile) => {
  expect(profileOf(version)).toBe(profile)
})
