/** A fault that refuses by a rule says the rule's sentence. */
import { expect, it } from 'vitest'
import { refusalBy } from '../../src/control/refusals.ts'
import { allRules } from '../../src/openapi/rules.ts'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'

it('says no sentence with a place that nobody has filled, whatever the rule', async () => {
  const { kernel } = await startApp({ surfaces })
  let asked = 0
  for (const { id } of allRules()) {
    try {
      const { reason } = refusalBy(kernel, {}, { type: 'refuse', rule: id }, 'body.effect')
      expect([id, reason.message]).toEqual([id, expect.not.stringMatching(/\{\w+\}/)])
      asked++
    } catch (error) {
      // Some are said by no refusal of their own.
      if (
        !(error as Error).message.includes('is said by no refusal') &&
        !(error as Error).message.includes('no rule of a product')
      )
        throw error
    }
  }
  expect(asked).toBeGreaterThan(100)
})

it('fills in the facts that it is told', async () => {
  const { kernel } = await startApp({ surfaces })
  const facts = { what: 'it is Sunday' }
  const { reason } = refusalBy(
    kernel,
    {},
    { type: 'refuse', rule: 'sps.session.expired', facts },
    'body.effect',
  )
  expect(reason.message).toContain('but it is Sunday; log in')
})
