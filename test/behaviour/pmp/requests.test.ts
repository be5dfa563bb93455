import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens } from './client.ts'

const TOKEN = `AUTHTOKEN=${tokens.operations}`
const PASSWORD = `${ROOT}/resources/303/accounts/307/password?${TOKEN}`
const textJson = { 'content-type': 'text/json' }

describe('What the product cannot read', () => {
  it('an unknown path is a 404 of the web server, once the caller is known', async () => {
    const { raw, lastRule } = await startPmp()
    const known = await raw({ url: `${ROOT}/nothing?${TOKEN}` })
    expect(known.statusCode).toBe(404)
    expect(known.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(lastRule()).toBe('pmp.path.unknown')
    expect(said(await raw({ url: `${ROOT}/nothing` })).name).toBe('Authentication')
  })

  it('an unknown path can be answered as sister products do', async () => {
    const { raw, lastRule } = await startPmp({ settings: { pmp: { unknownPath: 'invalid-url' } } })
    const answer = await raw({ url: `${ROOT}/nothing?${TOKEN}` })
    expect(said(answer).message).toBe('Error when validating URL - Invalid URL for the requested operation.')
    expect(lastRule()).toBe('pmp.path.invalid')
  })

  it('a wrong method on a known path fails under the name of what the path does', async () => {
    const { raw, lastRule, lastEntry } = await startPmp()
    for (const method of ['POST', 'PATCH', 'OPTIONS'] as const) {
      const answer = await raw({ method, url: `${ROOT}/resources/307?${TOKEN}`, headers: textJson })
      expect(said(answer), method).toMatchObject({ http: 200, name: 'DELETE RESOURCE', status: 'Failed' })
      expect(lastRule()).toBe('pmp.method.wrong')
    }
    expect(lastEntry().reason?.message).toContain('-X DELETE')
    expect(said(await raw({ method: 'PUT', url: `${ROOT}/user?${TOKEN}` })).name).toBe('CREATE_USER')
  })

  it('a malformed URL is a 400 page', async () => {
    const { raw, lastRule } = await startPmp()
    const answer = await raw({ url: `${ROOT}/resources/%zz?${TOKEN}` })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('HTTP Status 400')
    expect(lastRule()).toBe('http.malformed')
  })

  it('a body over the limit is a 413 page, on GET too', async () => {
    const { raw, lastRule } = await startPmp({ limits: { bodyBytes: 1000 } })
    const payload = `INPUT_DATA=${'x'.repeat(1000)}`
    for (const method of ['GET', 'PUT'] as const) {
      const answer = await raw({ method, url: PASSWORD, headers: textJson, payload })
      expect(answer.statusCode, method).toBe(413)
      expect(lastRule()).toBe('pmp.request.body-too-large')
    }
  })

  it('malformed INPUT_DATA fails under the name of the operation', async () => {
    const { raw, lastRule } = await startPmp()
    const broken = [
      '{',
      '[]',
      '',
      '{operation:{Details:{NEWPASSWORD:a/b}}}',
      '{"operation":{"Details":{"A":"1","A":"2"}}}',
      '{}',
      '{"operation":[]}',
    ]
    for (const text of broken) {
      const answer = await raw({
        method: 'PUT',
        url: PASSWORD,
        headers: textJson,
        payload: `INPUT_DATA=${text}`,
      })
      expect(said(answer), text).toMatchObject({
        name: 'CHANGE PASSWORD',
        status: 'Failed',
        message: 'Invalid input. Please check the input data.',
      })
      expect(lastRule()).toBe('pmp.input.malformed')
    }
  })

  it('a value that is no choice, or a field that is missing, is named in the journal', async () => {
    const { ask, raw, lastRule, lastEntry } = await startPmp()
    const path = '/resources/303/accounts/307/password'
    const wrong = await ask('admin', 'PUT', path, { NEWPASSWORD: 'x', RESETTYPE: 'SOMEWHERE' })
    expect(wrong.message).toBe('Invalid input. Please check the input data.')
    expect(lastEntry().reason).toMatchObject({
      rule: 'pmp.input.invalid',
      message: expect.stringContaining('RESETTYPE'),
    })
    const missing = await raw({ method: 'PUT', url: PASSWORD })
    expect(said(missing).message).toBe('Mandatory field(s) missing')
    expect(lastRule()).toBe('pmp.input.field-missing')
    const payload = '{"operation":{"Details":{"NEWPASSWORD":"x","RESETTYPE":"LOCAL"}}}'
    await raw({ method: 'PUT', url: PASSWORD, headers: textJson, payload })
    expect(lastEntry().reason?.message).toMatch(/^No INPUT_DATA came.*pmp\.acceptBareJson/)
  })
})

describe('What is let through', () => {
  it('braces, quotes and backslashes may stand raw in the query', async () => {
    const { app } = await startPmp()
    const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const { request } = await import('node:http')
    const body = await new Promise<string>((resolve, reject) => {
      const path = `${PASSWORD}&INPUT_DATA={"operation":{"Details":{"REASON":"a\\u0041"}}}`
      request({ host: '127.0.0.1', port: address.port, path }, (answer) => {
        let text = ''
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.on('end', () => resolve(text))
      })
        .on('error', reject)
        .end()
    })
    expect(body).toContain('"PASSWORD":"fake-System307$"')
  })

  it('an id that is no number is an unknown id', async () => {
    const { ask, lastRule } = await startPmp()
    expect((await ask('admin', 'GET', '/resources/abc/accounts')).message).toBe('No such resource found')
    expect(lastRule()).toBe('pmp.resource.not-found')
    expect((await ask('admin', 'GET', '/resources/303/accounts/../accounts/x')).message).toBe(
      'No such account found',
    )
  })

  it('HEAD is answered like GET, without a body', async () => {
    const { raw } = await startPmp()
    const answer = await raw({ method: 'HEAD', url: PASSWORD })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe('')
  })
})

describe('A body', () => {
  it.each(['json', 'text', 'x', 'a/b/c', ';;;', 'text/json', 'Text/JSON; charset=utf-8', '/'])(
    'of type "%s" is looked into',
    async (type) => {
      const { raw, lastEntry } = await startPmp()
      const payload = 'INPUT_DATA={operation:{Details:{NEWPASSWORD:fake-Typed1,RESETTYPE:LOCAL}}}'
      const answer = await raw({ method: 'PUT', url: PASSWORD, headers: { 'content-type': type }, payload })
      expect(said(answer).status).toBe('Success')
      expect(lastEntry().request.headers['content-type']).toBe(type)
    },
  )

  it('in parts holds INPUT_DATA in a part of that name', async () => {
    const { raw } = await startPmp()
    const payload =
      '--b\r\nContent-Disposition: form-data; name="INPUT_DATA"\r\n\r\n{operation:{Details:{NEWPASSWORD:fake-Part1,RESETTYPE:LOCAL}}}\r\n--b--\r\n'
    const answer = await raw({
      method: 'PUT',
      url: PASSWORD,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload,
    })
    expect(said(answer).status).toBe('Success')
    expect(said(await raw({ url: PASSWORD })).details.PASSWORD).toBe('fake-Part1')
  })
})

describe('The content filter', () => {
  it('is off unless it is switched on', async () => {
    const { ask } = await startPmp()
    const details = { NEWPASSWORD: '<script>x</script>1A' }
    expect((await ask('admin', 'PUT', '/resources/303/accounts/307/password', details)).status).toBe(
      'Success',
    )
  })

  it('answers 599 before anything else is looked at', async () => {
    const { raw, lastRule } = await startPmp({ settings: { pmp: { contentFilter: { enabled: true } } } })
    const harmful = [
      { url: `${ROOT}/resources?INPUT_DATA=%3CScript%3E` },
      {
        method: 'PUT' as const,
        url: PASSWORD,
        headers: textJson,
        payload: 'INPUT_DATA={operation:{Details:{REASON:"javascript:x"}}}',
      },
      { method: 'PUT' as const, url: PASSWORD, headers: textJson, payload: 'INPUT_DATA=%3Cscript%3E' },
      {
        method: 'PUT' as const,
        url: PASSWORD,
        headers: textJson,
        payload: 'INPUT_DATA={operation:{Details:{REASON:"\\u003cscript\\u003e"}}}',
      },
      {
        method: 'POST' as const,
        url: `${ROOT}/resources?${TOKEN}`,
        headers: textJson,
        payload:
          'INPUT_DATA={operation:{Details:{RESOURCECUSTOMFIELD:[{CUSTOMVALUE:"java\\u0073cript:x"}]}}}',
      },
    ]
    for (const request of harmful) {
      const answer = await raw(request)
      expect(answer.statusCode).toBe(599)
      expect(said(answer).message).toBe('Password Manager Pro has detected harmful contents in the input')
      expect(lastRule()).toBe('pmp.content.harmful')
    }
    expect(said(await raw({ url: PASSWORD })).status).toBe('Success')
  })
})

describe('The two other roots', () => {
  it("answer an unknown path with the web server's 404", async () => {
    const { raw, lastRule } = await startPmp()
    for (const url of ['/api/pki/restapi/nothing', '/api/json/nothing']) {
      const answer = await raw({ url, headers: { authtoken: tokens.operations } })
      expect(answer.statusCode).toBe(404)
      expect(answer.body).toContain('HTTP Status 404')
      expect(lastRule()).toBe('pmp.path.unknown')
    }
  })
})

describe('The journal', () => {
  it('keeps the body as it came and hides its secrets', async () => {
    const { raw, workspace } = await startPmp()
    await raw({
      method: 'PUT',
      url: PASSWORD,
      headers: textJson,
      payload: 'INPUT_DATA={operation:{Details:{NEWPASSWORD:Hidden1$,RESETTYPE:LOCAL,REASON:test}}}',
    })
    await raw({ url: PASSWORD })
    const { entries } = workspace.journal.list()
    const text = JSON.stringify(entries)
    expect(text).not.toContain('Hidden1$')
    expect(text).not.toContain(tokens.operations)
    expect(entries[0]?.request.body).toContain('NEWPASSWORD:***')
    expect(entries.map((entry) => entry.operation)).toEqual([
      'pmp.account.password.change',
      'pmp.account.password.get',
    ])
  })
})
