import { describe, expect, it } from 'vitest'
import { allRules, isMetBy } from '../../src/openapi/rules.ts'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'

describe('the rules', () => {
  it('are all told, each with its sentence, its source and where it is met', async () => {
    const { app } = await startApp({ surfaces })
    const { rules, total } = (await app.inject('/__mock/rules')).json<{
      rules: { id: string }[]
      total: number
    }>()
    expect(total).toBe(allRules().length)
    expect(rules.find(({ id }) => id === 'pmp.password.reused')).toEqual({
      id: 'pmp.password.reused',
      error: { code: 'password.reused' },
      surface: 'pmp',
      met: 'by operations',
      operations: ['pmp.account.password.change'],
      reasons: [{ sentence: expect.any(String) as string, source: expect.any(String) as string }],
    })
  })

  it('name no operation that there is not', () => {
    const known = surfaces.flatMap(({ operations }) => operations.map(({ operation }) => operation.id))
    for (const rule of allRules())
      for (const id of rule.operations.filter((one) => !one.includes('{')))
        expect(known.some((one) => isMetBy({ ...rule, operations: [id] }, one))).toBe(true)
  })

  it('are met somewhere, have an id without a gap, and sentences', () => {
    for (const { id, met, reasons } of allRules()) {
      expect(id).toMatch(/^(?:xtam|sps|pmp|http|fault)(?:\.[a-z0-9-]+)+$/)
      expect([id, met]).not.toEqual([id, 'by none'])
      expect(reasons.length).toBeGreaterThan(0)
      for (const { sentence, source } of reasons)
        expect(Math.min(sentence.length, source.length)).toBeGreaterThan(3)
    }
  })
})
