import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import * as answers from '../../src/control/schemas/answers.ts'
import { startControlled } from '../support/control.ts'

describe('OpenAPI', () => {
  it('describes the control plane, every call of it', async () => {
    const { control } = await startControlled()
    const answer = await control('GET', '/openapi.json')
    const { openapi, paths } = answer.json()
    expect(openapi).toBe('3.1.0')
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/__mock/clock',
        '/__mock/faults/{id}',
        '/__mock/state/{surface}',
        '/__mock/openapi.json',
      ]),
    )
    expect(paths['/__mock/clock'].patch).toMatchObject({
      summary: 'Moves, sets, stops or restarts time',
      requestBody: {
        content: { 'application/json': { schema: { type: 'object', additionalProperties: false } } },
      },
      responses: {
        200: { content: { 'application/json': { schema: { required: ['now', 'offsetMs', 'frozen'] } } } },
      },
    })
    for (const methods of Object.values<Record<string, { summary?: string }>>(paths))
      for (const operation of Object.values(methods)) expect(operation.summary).toBeTruthy()
  })

  it('describes the operations of a product', async () => {
    const { control } = await startControlled()
    const { openapi, paths } = (await control('GET', '/openapi/toy.json')).json()
    expect(openapi).toBe('3.1.0')
    expect(paths['/toy/{name}'].get).toEqual({
      operationId: 'toy.toy.get:GET /toy/:name',
      tags: ['toy.toy.get'],
      summary: 'Plays',
      description: 'Source: Toy manual, 1. Evidence: documented.',
      parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { default: { description: "The product's own answer." } },
    })
    expect((await control('GET', '/openapi/train.json')).statusCode).toBe(404)
  })

  it('counts no operation twice for being described', async () => {
    const { control } = await startControlled()
    const before = (await control('GET', '/coverage')).json()
    await control('GET', '/openapi.json')
    await control('GET', '/openapi/toy.json')
    expect((await control('GET', '/coverage')).json()).toEqual(before)
  })

  it.each<[string, z.ZodType]>([
    ['/health', answers.health()],
    ['/ready', answers.ready()],
    ['/clock', answers.clock()],
    ['/journal', answers.journalPage()],
    ['/journal.har', answers.archive()],
    ['/faults', answers.faults()],
    ['/faults/f-1', answers.fault()],
    ['/state', answers.stateCounts()],
    ['/world', answers.world()],
    ['/state/diff', answers.stateDiff()],
    ['/snapshots', answers.snapshots()],
    ['/actions', answers.actions()],
    ['/workspaces', answers.workspaces()],
    ['/workspaces/default', answers.workspace()],
    ['/coverage', answers.coverage()],
    ['/openapi.json', answers.openApi()],
  ])('tells the truth about %s', async (path, schema) => {
    const { control, play } = await startControlled()
    await control('POST', '/faults', {
      match: { path: '/toy/none' },
      times: 3,
      effect: { type: 'status', status: 500 },
    })
    await control('POST', '/snapshots', { name: 'one' })
    await play('/toy/kite', { method: 'PUT', payload: { colour: 'blue' } })
    await play('/toy/none')
    const answer = await control('GET', path)
    expect(schema.parse(answer.json())).toEqual(answer.json())
  })
})
