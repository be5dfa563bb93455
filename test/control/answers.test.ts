import { describe, expect, it } from 'vitest'
import { startControlled } from '../support/control.ts'

describe('how the control plane says no', () => {
  it('answers an unknown path with a problem', async () => {
    const { control } = await startControlled()
    const answer = await control('GET', '/nothing')
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json()).toMatchObject({
      title: 'Not Found',
      detail: 'The control plane has nothing at "/__mock/nothing".',
    })
  })

  it('answers a wrong method with the right ones', async () => {
    const { control } = await startControlled()
    const answer = await control('DELETE', '/clock')
    expect(answer.statusCode).toBe(405)
    expect(answer.headers['allow']).toBe('GET, HEAD, PATCH')
    const member = await control('PATCH', '/workspaces/default')
    expect(member.headers['allow']).toBe('DELETE, GET, HEAD, PUT')
  })

  it('names the field that is wrong, in a body', async () => {
    const { control } = await startControlled()
    const answer = await control('PATCH', '/clock', { frozen: 'yes' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      errors: [{ field: 'body.frozen', message: 'expected boolean, received string' }],
      detail: '"body.frozen": expected boolean, received string.',
    })
  })

  it('names a member that nobody knows', async () => {
    const { control } = await startControlled()
    const answer = await control('PATCH', '/clock', { advanced: '20m' })
    expect(answer.json().errors).toContainEqual({
      field: 'body.advanced',
      message: 'is not known here; did you mean "advance"?',
    })
  })

  it('names the field that is wrong, in a query', async () => {
    const { control } = await startControlled()
    const answer = await control('GET', '/journal?status=many')
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors).toEqual([{ field: 'query.status', message: 'must be a status such as 404' }])
  })

  it('says so when a body is no JSON', async () => {
    const { app } = await startControlled()
    const answer = await app.inject({
      method: 'PATCH',
      url: '/__mock/clock',
      headers: { 'content-type': 'application/json' },
      payload: '{"advance":',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toMatch(/^The body must be JSON: /)
  })

  it('takes JSON that curl labels as a form', async () => {
    const { app } = await startControlled()
    const answer = await app.inject({
      method: 'PATCH',
      url: '/__mock/clock',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '{"frozen":true}',
    })
    expect(answer.json()).toMatchObject({ frozen: true })
  })

  it('appears in no journal', async () => {
    const { control, kernel } = await startControlled()
    await control('GET', '/health')
    await control('GET', '/nothing')
    expect(kernel.defaultWorkspace.journal.size).toBe(0)
  })

  it('is a 404 like any other path when it is removed', async () => {
    const { control } = await startControlled({ control: false })
    const answer = await control('GET', '/health')
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ roots: ['/toy'] })
  })
})
