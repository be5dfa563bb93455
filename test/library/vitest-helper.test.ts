import { expect, it } from 'vitest'
import { usePamMock } from '../../src/vitest.ts'

const mock = usePamMock({ profiles: { sps: '7.0' } })
const refused = messageOf(() => mock.id)

it('is not there before the tests', () => {
  expect(refused).toMatch('inside tests and hooks')
})

it('gives every test the fixtures back (this one changes them)', async () => {
  await mock.clock.advance('1d')
  await mock.faults.add({ effect: { type: 'status', status: 500 } })
  expect((await fetch(mock.urls.sps)).status).toBe(500)
})

it('gives every test the fixtures back (this one finds them)', async () => {
  expect((await mock.clock.get()).offsetMs).toBeLessThan(1000)
  expect((await fetch(mock.urls.sps)).status).not.toBe(500)
})

function messageOf(act: () => unknown): string {
  try {
    act()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
