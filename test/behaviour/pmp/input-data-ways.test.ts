/** INPUT_DATA wherever a sender puts it, through the whole server; `wire/input-data.test.ts` has the reader's own cases. */
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens } from './client.ts'

const T = tokens.operations
const FORM = 'application/x-www-form-urlencoded'
const details = { NEWPASSWORD: 'fake-New 1!', RESETTYPE: 'LOCAL', REASON: "it's due" }
const JSON_TEXT = JSON.stringify({ operation: { Details: details } })
const ENCODED = encodeURIComponent(JSON_TEXT)
const PASSWORD = `${ROOT}/resources/303/accounts/307/password`
const PYTHON = `{'operation': {'Details': {'NEWPASSWORD': 'fake-New 1!', 'RESETTYPE': 'LOCAL', 'REASON': "it's due"}}}`

const put = (type: string | undefined, payload: string): InjectOptions => ({
  method: 'PUT',
  url: PASSWORD,
  headers: { authtoken: T, ...(type === undefined ? {} : { 'content-type': type }) },
  payload,
})

/** Each changes the password of account 307. */
const changes: Readonly<Record<string, InjectOptions>> = {
  'query, percent-encoded JSON (C1 C2 C4 C20)': {
    method: 'PUT',
    url: `${PASSWORD}?INPUT_DATA=${ENCODED}`,
    headers: { authtoken: T },
  },
  'query, raw JSON (2014 page; C16)': {
    method: 'PUT',
    url: `${PASSWORD}?AUTHTOKEN=${T}&INPUT_DATA=${JSON_TEXT.replaceAll(' ', '%20')}`,
    headers: { 'content-type': 'text/json' },
  },
  'form body, percent-encoded (C4 C5)': put(FORM, `INPUT_DATA=${ENCODED}`),
  'text/json body, percent-encoded (C2 C13)': put('text/json', `INPUT_DATA=${ENCODED}`),
  'text/json body, raw JSON (2014 page; C5)': put('text/json', `INPUT_DATA=${JSON_TEXT}`),
  'application/json body, raw JSON (C12)': put('application/json', `INPUT_DATA=${JSON_TEXT}`),
  'no content type, a Python dictionary (C8)': put(undefined, `INPUT_DATA=${PYTHON}`),
  'form body, a Python dictionary, encoded (C4)': put(FORM, `INPUT_DATA=${encodeURIComponent(PYTHON)}`),
  'form body, raw braces and encoded values (C6)': put(
    FORM,
    `INPUT_DATA={"operation":{"Details":{"NEWPASSWORD":"${encodeURIComponent('fake-New 1!')}","RESETTYPE":"LOCAL"}}}`,
  ),
  'quotes eaten by the shell (2014 page, 5)': put(
    'text/json',
    'INPUT_DATA={operation:{Details:{NEWPASSWORD:fake-New 1!,RESETTYPE:LOCAL,REASON:test}}}',
  ),
  'the inner key in small letters (PAM360 REST)': put(
    'text/json',
    `INPUT_DATA=${JSON_TEXT.replace('Details', 'details')}`,
  ),
}

describe('INPUT_DATA arrives in', () => {
  it.each(Object.entries(changes))('%s', async (_, request) => {
    const { raw, ask } = await startPmp()
    expect(said(await raw(request)).message).toBe('Password changed successfully')
    expect((await ask('admin', 'GET', '/resources/303/accounts/307/password')).details.PASSWORD).toBe(
      'fake-New 1!',
    )
  })

  it('the body of a GET (P, "get password")', async () => {
    const { raw } = await startPmp()
    const url = `${ROOT}/resources/303/accounts/308/password`
    const headers = { authtoken: T, 'content-type': 'text/json' }
    expect(said(await raw({ url, headers })).message).toBe('Reason is mandatory')
    const payload = `INPUT_DATA=${ENCODED}`
    expect(said(await raw({ url, headers, payload })).details.PASSWORD).toBe('fake-Sa308$')
  })

  it('the query of a POST with an empty body (2014 page, 10, 14, 16; C16 C20)', async () => {
    const { raw } = await startPmp()
    const url = `${ROOT}/accounts/7/requestpassword?INPUT_DATA={"operation":{"Details":{"REASON":"Testing"}}}`
    expect(said(await raw({ method: 'POST', url, headers: { authtoken: T } })).status).toBe('Success')
  })

  it('the body of a DELETE, where nothing needs it (C8)', async () => {
    const { raw } = await startPmp()
    const request = { method: 'DELETE' as const, url: `${ROOT}/resources/307`, headers: { authtoken: T } }
    expect(said(await raw({ ...request, payload: `INPUT_DATA=${PYTHON}` })).status).toBe('Success')
  })

  it('a bare JSON document is refused, unless a knob takes it (C15)', async () => {
    const request = put('text/json', JSON_TEXT)
    expect(said(await (await startPmp()).raw(request)).status).toBe('Failed')
    const open = await startPmp({ settings: { pmp: { acceptBareJson: true } } })
    expect(said(await open.raw(request)).status).toBe('Success')
  })

  it('query and body at once: the query counts; twice in the query: the first', async () => {
    const { raw, ask } = await startPmp()
    const of = (password: string) =>
      encodeURIComponent(
        JSON.stringify({ operation: { Details: { NEWPASSWORD: password, RESETTYPE: 'LOCAL' } } }),
      )
    const url = `${PASSWORD}?INPUT_DATA=${of('fake-first')}&INPUT_DATA=${of('fake-second')}`
    await raw({ ...put('text/json', `INPUT_DATA=${of('fake-body')}`), url })
    expect((await ask('admin', 'GET', '/resources/303/accounts/307/password')).details.PASSWORD).toBe(
      'fake-first',
    )
  })
})

describe('What INPUT_DATA cannot be', () => {
  it.each([
    ['{operation:{Details:{REASON:N/A}}}', 'a bare N/A'],
    ['operation={}', 'no brace at the start'],
    ['', 'nothing'],
    ['[]', 'an array'],
    ['{"operation":{"Details":{"A":"1","A":"2"}}}', 'a key twice'],
    ['{"operation":{"Details":{"REASON":"a\nb"}}}', 'a line break within quotes'],
    ['{"operation":{}}', 'no Details'],
  ])('%j: %s', async (text) => {
    const { raw, lastRule } = await startPmp()
    const answer = await raw(put('text/json', `INPUT_DATA=${text}`))
    expect(answer.body).toBe(
      '{"operation":{"result":{"message":"Invalid input. Please check the input data.","status":"Failed"},"name":"CHANGE PASSWORD"}}',
    )
    expect(lastRule()).toBe('pmp.input.malformed')
  })
})
