import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toySurface } from '../../test/support/toy-box/index.ts'
import { toySlice } from '../../test/support/toy-box/state.ts'
import { toyWorld } from '../../test/support/toy-world.ts'
import { FixtureError } from './fixture-error.ts'
import { digestOf, readFolder } from './fixture-files.ts'
import { prepareFixtures, type FixtureSource } from './fixtures.ts'
import { Kernel } from './kernel.ts'
import { formatPrepared, parsePrepared } from './prepared-fixtures.ts'

function open(directory: string, more: Partial<FixtureSource> = {}) {
  const kernel = new Kernel({
    surfaces: [toySurface],
    fixtures: { name: 'toys', directories: [directory], ...more },
  })
  const { world } = kernel.defaultWorkspace
  return { toys: world.open(toySlice).toys, rows: world.fixtures.layer.tables.get('toy.toys') }
}

type Toys = ReturnType<typeof open>['toys']

const paint = (directory: string, colour: unknown): void =>
  writeFileSync(join(directory, 'toy/toys.json'), JSON.stringify({ toys: [{ name: 'ball', colour }] }))

describe('the fixtures of a folder', () => {
  it('are read into rows once, for all kernels of a process', () => {
    const directory = toyWorld()
    paint(directory, 'red')
    expect(open(directory).rows).toBe(open(directory).rows)
  })

  it('keep kernels apart', () => {
    const directory = toyWorld()
    paint(directory, 'red')
    const [one, other] = [open(directory).toys, open(directory).toys]
    one.put('ball', { name: 'ball', colour: 'green' })
    one.put('bat', { name: 'bat', colour: 'white' })
    expect([...other.values()]).toEqual([{ name: 'ball', colour: 'red' }])
    expect([...open(directory).toys.values()]).toEqual([{ name: 'ball', colour: 'red' }])
  })

  it('are seen as they are by now, however little has changed', () => {
    const directory = toyWorld()
    for (const colour of ['red', 'tan', 'red', 'sky']) {
      paint(directory, colour)
      expect(open(directory).toys.get('ball')?.colour).toBe(colour)
    }
  })

  it('are those of their own content, whatever other folders hold', () => {
    const [one, other] = [toyWorld(), toyWorld()]
    paint(one, 'red')
    paint(other, 'tan')
    for (let n = 0; n < 3; n++)
      expect([open(one), open(other)].map(({ toys }) => toys.get('ball')?.colour)).toEqual(['red', 'tan'])
  })

  it('are checked when they change', () => {
    const directory = toyWorld()
    paint(directory, 'red')
    open(directory)
    paint(directory, 7)
    expect(() => open(directory)).toThrow(FixtureError)
  })
})

describe('prepared fixtures', () => {
  it('are read as they were written', () => {
    const directory = toyWorld()
    paint(directory, 'red')
    const made = prepareFixtures([toySurface], { directories: [directory] })
    expect(made.get('toy')?.tables).toEqual(new Map([['toys', '[["ball",{"name":"ball","colour":"red"}]]']]))
    expect(parsePrepared(formatPrepared(made))).toEqual(made)
  })

  it('stand for the very files that they were made of, and for no others', () => {
    const directory = toyWorld()
    paint(directory, 'plum')
    const digest = digestOf(readFolder('toy', [directory], [])!)
    const tables = new Map([['toys', '[["ball",{"name":"ball","colour":"as prepared"}]]']])
    const prepared = () => new Map([['toy', { digest, tables }]])
    const { toys } = open(directory, { prepared })
    expect([...toys.values()]).toEqual([{ name: 'ball', colour: 'as prepared' }])
    paint(directory, 'pear')
    expect(open(directory, { prepared }).toys.get('ball')?.colour).toBe('pear')
  })

  it.each<[string, (toys: Toys) => unknown, unknown]>([
    ['by key', (toys) => toys.get('ball')?.colour, 'as prepared'],
    ['by number', (toys) => toys.size, 1],
    [
      'under a change',
      (toys) => (toys.put('ball', { name: 'ball', colour: 'new' }), [...toys.keys()]),
      ['ball'],
    ],
    ['under a deletion', (toys) => (toys.delete('ball'), toys.size), 0],
    ['frozen', (toys) => Object.isFrozen(toys.get('ball')), true],
  ])('are there however one first looks: %s', (way, look, expected) => {
    const directory = toyWorld()
    paint(directory, `looked at ${way}`)
    const digest = digestOf(readFolder('toy', [directory], [])!)
    const tables = new Map([['toys', '[["ball",{"name":"ball","colour":"as prepared"}]]']])
    const { toys } = open(directory, { prepared: () => new Map([['toy', { digest, tables }]]) })
    expect(look(toys)).toEqual(expected)
  })
})
