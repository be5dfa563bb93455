/** A fault may refuse by any rule of a product, and the product's own words say it. */
import { describe, expect, it } from 'vitest'
import { allRules, type Rule } from '../../../src/openapi/rules.ts'
import { surfaces } from '../../../src/surfaces.ts'
import { startApp, type TestApp } from '../../support/app.ts'

const REQUESTS: Readonly<Record<string, string>> = {
  xtam: '/xtam/rest/user/whoami',
  sps: '/api/configuration',
  pmp: '/restapi/json/v1/resources',
}

/** What the products say with a page, or beside an answer, so that no refusal stands for it alone. */
const NOT_SAID =
  /^(?:pmp\.(?:host\.unresolved|internal|path\.unknown|request\.(?:body|content).*)|xtam\.(?:flow\.(?:missing|no-event|unknown)|(?:form|granting-ticket|mfa|sign-in)\..*|service\.missing|fault\.restarted|token\.without-service))$/

const refuse = (test: TestApp, rule: string, more: object = {}) =>
  test.app.inject({
    method: 'POST',
    url: '/__mock/faults',
    payload: { effect: { type: 'refuse', rule, ...more }, times: 1 },
  })

const productRules = allRules().filter((one): one is Rule & { surface: string } => one.surface !== undefined)

describe.each(Object.keys(REQUESTS))('a fault refuses by a rule of %s', (surface) => {
  it('whichever it is', async () => {
    const test = await startApp({ surfaces, isHostile: true })
    const rules = productRules.filter((one) => one.surface === surface)
    for (const { id } of rules) {
      const added = await refuse(test, id)
      expect([id, added.statusCode]).toEqual([id, NOT_SAID.test(id) ? 400 : 201])
      if (added.statusCode === 400) continue
      const answer = await test.app.inject({ url: REQUESTS[surface]! })
      expect([id, test.lastRule()]).toEqual([id, id])
      expect(answer.statusCode, id).toBeLessThan(600)
      expect(test.lastEntry().fault).toBeDefined()
    }
    expect(rules.length).toBeGreaterThan(20)
  })
})

describe('a refusal by a fault', () => {
  it('is said as the product says it', async () => {
    const test = await startApp({ surfaces, isHostile: true })
    await refuse(test, 'pmp.account.in-use')
    const pmp = await test.app.inject({ url: REQUESTS['pmp']! })
    expect([pmp.statusCode, pmp.json().operation.result.status]).toEqual([200, 'Failed'])
    await refuse(test, 'sps.session.expired')
    const sps = await test.app.inject({ url: REQUESTS['sps']! })
    expect([sps.statusCode, sps.json().error.type]).toEqual([401, 'Unauthenticated'])
    await refuse(test, 'xtam.xsrf.missing')
    const xtam = await test.app.inject({ url: REQUESTS['xtam']! })
    expect(xtam.statusCode).toBe(403)
  })

  it('leaves the requests of other products alone', async () => {
    const test = await startApp({ surfaces, isHostile: true })
    await refuse(test, 'pmp.account.in-use')
    await test.app.inject({ url: REQUESTS['sps']! })
    expect(test.lastEntry().fault).toBeUndefined()
    await test.app.inject({ url: REQUESTS['pmp']! })
    expect(test.lastRule()).toBe('pmp.account.in-use')
  })

  it('is refused where the rule is another product’s', async () => {
    const test = await startApp({ surfaces })
    const answer = await test.app.inject({
      method: 'POST',
      url: '/__mock/faults',
      payload: { match: { surface: 'sps' }, effect: { type: 'refuse', rule: 'pmp.account.in-use' } },
    })
    expect(answer.json().errors).toEqual([
      { field: 'body.effect.rule', message: 'is no rule of sps: "pmp.account.in-use"' },
    ])
  })
})
