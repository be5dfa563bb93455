import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operations } from '../../src/control/operations/index.ts'
import { startControlled } from '../support/control.ts'

describe('the calls of the control plane', () => {
  it('have an id each, and a path and method of their own', () => {
    for (const key of ['id', 'route'] as const)
      expect(new Set(operations.map((operation) => operation[key])).size).toBe(operations.length)
  })

  it.each(operations.map(({ id, route, params }) => [id, String(route), params] as const))(
    '%s knows the parameters of its path',
    (_id, route, params) => {
      const names = Array.from(route.matchAll(/:(\w+)/g), ([, name]) => name)
      expect(Object.keys(params ? z.toJSONSchema(params()).properties! : {})).toEqual(names)
    },
  )

  it('have paths by method: one that is fixed for GET is none for PATCH', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/state/diff')).statusCode).toBe(200)
    const patched = await control('PATCH', '/state/diff', {})
    expect([patched.statusCode, patched.json().detail]).toEqual([
      404,
      'There is no surface "diff"; there are toy.',
    ])
    expect((await control('POST', '/state/diff')).headers['allow']).toBe('GET, HEAD, PATCH')
  })

  it.each(['PROPFIND', 'OPTIONS', 'TRACE'])(
    'are no %s, which the guard meets all the same',
    async (method) => {
      const { control } = await startControlled()
      const answer = await control(method, '/clock')
      expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET, HEAD, PATCH'])
      const foreign = await control(method, '/clock', undefined, { headers: { host: 'evil.example' } })
      expect(foreign.statusCode).toBe(403)
    },
  )
})
