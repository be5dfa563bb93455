import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src/vendors/pmp/texts.ts'
import { errorCodes } from '../../../src/vendors/pmp/envelope.ts'
import { pmp } from '../../../src/vendors/pmp/index.ts'
import { startApp } from '../../support/app.ts'
import { ROOT, startPmp, tokens } from './client.ts'

describe('A knob', () => {
  it('that does not exist, or cannot be read, is named at the start', async () => {
    const start = async (knobs: Record<string, unknown>) =>
      startApp({ surfaces: [pmp], settings: { pmp: knobs } })
    await expect(start({ nothing: 1 })).rejects.toThrow('There is no knob "pmp.nothing".')
    await expect(start({ timers: { voidMinutes: 'soon' } })).rejects.toThrow(
      'The knob "pmp.timers.voidMinutes" is not right',
    )
    await expect(start({ texts: { noSuchText: 'x' } })).rejects.toThrow('pmp.texts')
    await expect(startApp({ surfaces: [pmp], profiles: { pmp: '2015' } })).rejects.toThrow(
      '"2015" is no profile of pmp',
    )
  })

  it('replaces any sentence and any name', async () => {
    const { ask } = await startPmp({
      settings: {
        pmp: { texts: { noSuchAccount: 'No account {here}' }, names: { 'GET PASSWORD': 'GET_PASSWORD' } },
      },
    })
    expect(await ask('admin', 'GET', '/resources/303/accounts/1/password')).toMatchObject({
      name: 'GET_PASSWORD',
      message: 'No account {here}',
    })
  })

  it('replaces the words of PASSWORD STATUS and the content type', async () => {
    const { ask, raw } = await startPmp({
      settings: { pmp: { status: { request: '[Ask]' }, contentType: 'text/json' } },
    })
    expect((await ask('admin', 'GET', '/resources/7/accounts/7')).details['PASSWORD STATUS']).toBe('[Ask]')
    const answer = await raw({ url: `${ROOT}/resources?AUTHTOKEN=${tokens.operations}` })
    expect(answer.headers['content-type']).toBe('text/json')
  })

  it('opens or closes a way for tokens', async () => {
    const { raw } = await startPmp({ settings: { pmp: { tokens: { query: false } } } })
    expect((await raw({ url: `${ROOT}/resources?AUTHTOKEN=${tokens.operations}` })).body).toContain(
      '"Failed"',
    )
    expect(
      (await raw({ url: `${ROOT}/resources`, headers: { authtoken: tokens.operations } })).body,
    ).toContain('"Success"')
  })

  it('lists one requester as an array in the 2014 form too', async () => {
    const { raw } = await startPmp({ settings: { pmp: { requestList: 'array' } } })
    const long = encodeURIComponent(tokens.admin)
    await raw({ method: 'POST', url: `${ROOT}/accounts/7/requester/34/reject?AUTHTOKEN=${long}` })
    const answer = await raw({ url: `${ROOT}/accounts/passwordaccessrequests?AUTHTOKEN=${long}` })
    expect(answer.json().operation.Details).toHaveLength(1)
  })
})

describe('The start table', () => {
  it('shows tokens that work from anywhere, ready to be pasted into a URL, the easiest first', async () => {
    const { raw, workspace } = await startPmp()
    const shown = pmp.credentials(workspace.state(pmp.slice))
    expect(shown[0]).toEqual({ label: 'token of operations (Administrator)', value: tokens.operations })
    for (const { label, value } of shown) {
      const answer = await raw({ url: `${ROOT}/resources?AUTHTOKEN=${value}` })
      expect(answer.body, label).toContain('"status":"Success"')
    }
    expect(shown.at(-1)?.label).toBe('token of admin (Administrator), encoded for a URL')
  })
})

describe('A profile', () => {
  const password = `${ROOT}/resources/303/accounts/307/password`
  const account = `${ROOT}/resources/304/accounts`

  it.each([
    [
      '2014',
      { AUTHTOKEN: '' },
      '{"operation":{"name":"GET PASSWORD","result":{"status":"Success","message"',
      8,
      'PASSWORD POLICY',
    ],
    [
      '2018',
      { AUTHTOKEN: '' },
      '{"operation":{"name":"GET PASSWORD","result":{"status":"Success","message"',
      11,
      'PASSWORD POLICY',
    ],
    ['10', {}, '{"operation":{"result":{"message"', 13, 'RESOURCE PASSWORD POLICY'],
    ['12', {}, '{"operation":{"result":{"message"', 17, 'RESOURCE PASSWORD POLICY'],
    ['pam360', {}, '{"operation":{"result":{"message"', 13, 'RESOURCE PASSWORD POLICY'],
  ] as const)('%s prints what its generation printed', async (profile, way, start, rowMembers, policy) => {
    const { raw } = await startPmp({ profiles: { pmp: profile } })
    const ask = async (url: string) =>
      raw(
        'AUTHTOKEN' in way
          ? { url: `${url}?AUTHTOKEN=${tokens.operations}` }
          : { url, headers: { authtoken: tokens.operations } },
      )
    expect((await ask(password)).body.startsWith(start)).toBe(true)
    const { Details } = (await ask(account)).json().operation
    expect(Object.keys(Details['ACCOUNT LIST'][0])).toHaveLength(rowMembers)
    expect(Object.keys(Details)).toContain(policy)
  })
})

describe('The catalogue', () => {
  it('says something for every text, and marks what is our reading', () => {
    for (const [key, { text, source }] of Object.entries(catalogue)) {
      expect(text, key).not.toBe('')
      expect(source, key).not.toBe('')
    }
  })

  it('has these refusals; adding or losing one is a choice', () => {
    expect(errorCodes.toSorted()).toMatchInlineSnapshot(`
      [
        "access.insufficient",
        "account.exists",
        "account.hidden",
        "account.in-use",
        "account.no-access-control",
        "account.not-approved",
        "account.not-checked-out",
        "account.not-found",
        "agent-key.none",
        "certificate.not-found",
        "content.harmful",
        "csr.not-found",
        "custom-field.undefined",
        "file.none",
        "host.mismatch",
        "input.field-missing",
        "input.invalid",
        "input.malformed",
        "keystore-key.exists",
        "keystore-key.not-found",
        "licence.missing",
        "method.wrong",
        "organization.not-found",
        "password.policy",
        "password.reset-failed",
        "password.reused",
        "path.invalid",
        "personal.disabled",
        "personal.not-found",
        "personal.passphrase",
        "policy.not-found",
        "reason.missing",
        "request.already-approved",
        "request.exists",
        "request.not-approver",
        "request.not-found",
        "request.own",
        "resource-group.exists",
        "resource-group.not-found",
        "resource.exists",
        "resource.not-found",
        "role.not-allowed",
        "sign-in.no-single-sign-on",
        "sign-in.refused",
        "sign-in.second-factor",
        "ssh-key.exists",
        "ssh-key.not-associated",
        "ssh-key.not-found",
        "ssh-resource.not-found",
        "ssh-user.not-found",
        "ticket.invalid",
        "ticket.system-down",
        "token.expired",
        "token.missing",
        "token.rest-disabled",
        "token.unknown",
        "totp.none",
        "trash.not-found",
        "user-group.exists",
        "user-group.not-found",
        "user.disabled",
        "user.exists",
        "user.not-found",
        "user.self",
      ]
    `)
  })
})
