import { describe, expect, it } from 'vitest'
import type { RowPage } from '../../src/control/state-page.ts'
import { sps } from '../../src/vendors/sps/index.ts'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { startControlled } from '../support/control.ts'

describe('a page of a table', () => {
  const withToys = async (count: number) => {
    const toys = Array.from({ length: count }, (_, n) => [
      `toy-${n}`,
      { name: `toy-${n}`, colour: n % 2 ? 'red' : 'Blue' },
    ])
    const test = await startControlled()
    // One body may hold so many values.
    for (let from = 0; from < count; from += 5000) {
      const some = Object.fromEntries(toys.slice(from, from + 5000))
      await test.control('PATCH', '/state/toy', { toys: { ...some, ball: null } })
    }
    return test
  }

  it('leads to the next one, to the end', async () => {
    const { control } = await withToys(25)
    const total = (await control('GET', '/state')).json().surfaces.toy.toys as number
    const seen: string[] = []
    for (let from: number | null = 0; from !== null;) {
      const page: RowPage = (await control('GET', `/state/toy/toys?limit=10&from=${from}`)).json()
      expect(page.total).toBe(total)
      seen.push(...page.rows.map((one) => one.key))
      from = page.next
    }
    expect(new Set(seen).size).toBe(total)
    expect(seen).toHaveLength(total)
  })

  it('holds the rows that contain a text, in their key or in themselves, in any case', async () => {
    const { control } = await withToys(4)
    const keys = async (search: string): Promise<string[]> =>
      (await control('GET', `/state/toy/toys?search=${search}`))
        .json()
        .rows.map((one: { key: string }) => one.key)
    expect(await keys('TOY-3')).toEqual(['toy-3'])
    expect(await keys('blue')).toEqual(expect.arrayContaining(['toy-0', 'toy-2']))
    expect(await keys('nowhere')).toEqual([])
  })

  it('ends before it is full where there is much to search', async () => {
    const { control } = await withToys(10_500)
    const first = (await control('GET', '/state/toy/toys?search=toy-10400')).json()
    expect(first).toMatchObject({ rows: [], next: 10_000 })
    const second = (await control('GET', `/state/toy/toys?search=toy-10400&from=${first.next}`)).json()
    expect(second).toMatchObject({ rows: [{ key: 'toy-10400' }], next: null })
  })

  it.each([
    ['/state/toy/tois', 404, 'There is no table of toy "tois"; there are toys. Did you mean "toys"?'],
    ['/state/tyo/toys', 404, 'There is no surface "tyo"; there are toy. Did you mean "toy"?'],
    ['/state/toy/toys?limit=501', 400, undefined],
    ['/state/toy/toys?from=-1', 400, undefined],
    ['/state/toy/toys?form=1', 400, undefined],
  ])('is refused at %s', async (path, status, detail) => {
    const { control } = await startControlled()
    const answer = await control('GET', path)
    expect(answer.statusCode).toBe(status)
    if (detail !== undefined) expect(answer.json().detail).toBe(detail)
  })
})

describe('settings in force', () => {
  it('say what each knob is, what it would be, and what that rests on', async () => {
    const { control } = await startControlled({
      surfaces: [sps],
      fixtures: {},
      profiles: { sps: '7.0' },
      settings: { sps: { transactions: 'parallel' } },
    })
    const { surfaces } = (await control('GET', '/settings')).json()
    expect(surfaces).toHaveLength(1)
    expect(surfaces[0]).toMatchObject({ surface: 'sps', profile: '7.0' })
    expect(surfaces[0].profiles).toContain('8.0')
    const knob = surfaces[0].knobs.find((one: { name: string }) => one.name === 'transactions')
    expect(surfaces[0].knobs.find((one: { name: string }) => one.name === 'firmwareVersion').about).toContain(
      'firmware_version',
    )
    expect(knob).toMatchObject({ value: 'parallel', default: 'exclusive', isSet: true })
    expect(surfaces[0].knobs.filter((one: { isSet: boolean }) => one.isSet)).toHaveLength(1)
  })

  it('tell the evidence that a surface declares', async () => {
    const { control } = await startControlled({ surfaces: [xtam], fixtures: {} })
    const { surfaces } = (await control('GET', '/settings')).json()
    const evidence = surfaces[0].knobs.map((one: { evidence?: string }) => one.evidence)
    expect(evidence).toEqual(expect.arrayContaining(['documented', 'inferred']))
  })

  it('are those of a workspace', async () => {
    const { control } = await startControlled({ surfaces: [sps], fixtures: {} })
    await control('POST', '/workspaces', { id: 'team', profiles: { sps: '6.0' } })
    expect((await control('GET', '/w/team/__mock/settings')).json().surfaces[0].profile).toBe('6.0')
    expect((await control('GET', '/settings')).json().surfaces[0].profile).toBe('8.0')
  })
})

describe('the journal', () => {
  it('shows one entry by its id', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball')
    await play('/toy/nothing')
    const ids = async (query: string): Promise<string[]> =>
      (await control('GET', `/journal?${query}`)).json().entries.map((one: { id: string }) => one.id)
    expect(await ids('id=2')).toEqual(['2'])
    expect(await ids('id=2&refused=false')).toEqual([])
    expect(await ids('id=3')).toEqual([])
    expect(await ids('id=0')).toEqual([])
    expect((await control('GET', '/journal.har?id=1')).json().log.entries).toHaveLength(1)
  })
})
