import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toySlice, toySurface } from '../../test/support/toy-surface.ts'
import { toyWorld } from '../../test/support/toy-world.ts'
import { FixtureError } from './fixture-error.ts'
import { digestOf, readFolder } from './fixture-files.ts'
import { prepareFixtures, type FixtureSource } from './fixtures.ts'
import { Kernel } from './kernel.ts'

function open(directory: string, more: Partial<FixtureSource> = {}) {
  const kernel = new Kernel({
    surfaces: [toySurface],
    fixtures: { name: 'toys', directories: [directory], ...more },
  })
  const { world } = kernel.defaultWorkspace
  return { toys: world.open(toySlice).toys, rows: world.fixtures.layer.tables.get('toy.toys') }
}

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
  it('hold the rows that the files come to', () => {
    const directory = toyWorld()
    paint(directory, 'red')
    const made = prepareFixtures([toySurface], { directories: [directory] })
    expect(made['toy']?.rows).toEqual({ toys: [['ball', { name: 'ball', colour: 'red' }]] })
  })

  it('stand for the very files that they were made of, and for no others', () => {
    const directory = toyWorld()
    paint(directory, 'plum')
    const digest = digestOf(readFolder('toy', [directory], [])!)
    const rows = { toys: [['ball', { name: 'ball', colour: 'as prepared' }]] } as const
    const prepared = () => ({ toy: { digest, rows } })
    expect(open(directory, { prepared }).toys.get('ball')?.colour).toBe('as prepared')
    paint(directory, 'pear')
    expect(open(directory, { prepared }).toys.get('ball')?.colour).toBe('pear')
  })
})
