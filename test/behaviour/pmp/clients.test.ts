/** Each public client in its own manner of asking, held to what it reads of the answer. The keys are the README's. */
import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens, type PmpClient } from './client.ts'

const T = tokens.operations
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const python = (text: string) => `INPUT_DATA=${encodeURIComponent(text)}`
const json = (details: unknown) => JSON.stringify({ operation: { Details: details } })

type Ask = PmpClient['raw']

/** What a client does, in the order in which it does it. */
const clients: Readonly<Record<string, (raw: Ask) => Promise<void>>> = {
  'C1 (curl, header): searches resources, then reads a password': async (raw) => {
    const input = encodeURIComponent(
      json({
        SEARCHTYPE: 'RESOURCE',
        SEARCHCOLUMN: 'RESOURCENAME',
        SEARCHVALUE: 'mssql',
        STARTINDEX: 0,
        LIMIT: 10,
      }),
    )
    const found = said(await raw({ url: `${ROOT}/resources?INPUT_DATA=${input}`, headers: { AUTHTOKEN: T } }))
    expect(found.details[0]['RESOURCE ID']).toBe('303')
    expect(
      said(await raw({ url: `${ROOT}/resources/303/accounts/307/password`, headers: { AUTHTOKEN: T } }))
        .details.PASSWORD,
    ).toBe('fake-System307$')
  },
  'C2 (pypmp): text/json with a form-encoded body, and user management': async (raw) => {
    const headers = { AUTHTOKEN: T, 'Content-Type': 'text/json' }
    const user = json({
      USERNAME: 'pypmp',
      FIRSTNAME: 'Py',
      LASTNAME: 'Pmp',
      FULLNAME: 'Py Pmp',
      EMAIL: 'p@x.example',
      POLICY: 'Strong',
      ROLE: 'Password User',
      ISAPIUSER: 'true',
      HOSTNAME: 'ci',
      EXPIRYDATE: 'NeverExpires',
      ISSUPERADMIN: 'false',
    })
    expect(
      said(await raw({ method: 'POST', url: `${ROOT}/user`, headers, payload: python(user) })).status,
    ).toBe('Success')
    const id = said(await raw({ url: `${ROOT}/user/getUserId?USERNAME=pypmp`, headers })).details.USERID
    expect(said(await raw({ method: 'PUT', url: `${ROOT}/user/lock?USERNAME=pypmp`, headers })).status).toBe(
      'Success',
    )
    expect(said(await raw({ method: 'DELETE', url: `${ROOT}/user/${id}`, headers })).status).toBe('Success')
    const account = json({ ACCOUNTLIST: [{ ACCOUNTNAME: 'new', PASSWORD: 'fake-New303!', NOTES: '' }] })
    expect(
      said(
        await raw({
          method: 'POST',
          url: `${ROOT}/resources/303/accounts`,
          headers,
          payload: python(account),
        }),
      ).status,
    ).toBe('Success')
    const resource = json({
      RESOURCENAME: 'pypmp-host',
      ACCOUNTNAME: 'root',
      RESOURCETYPE: 'Linux',
      PASSWORD: 'fake-Root1!',
      RESOURCEGROUPNAME: 'default',
    })
    expect(
      said(await raw({ method: 'POST', url: `${ROOT}/resources`, headers, payload: python(resource) }))
        .status,
    ).toBe('Success')
  },
  'C3 (PasswordManPro_CLI): query token, totalRows and the account list': async (raw) => {
    const resources = said(await raw({ url: `${ROOT}/resources?AUTHTOKEN=${T}` }))
    expect(resources.totalRows).toBe(resources.details.length)
    const { details } = said(await raw({ url: `${ROOT}/resources/303/accounts?AUTHTOKEN=${T}` }))
    expect(details['ACCOUNT LIST'][0]).toMatchObject({ 'ACCOUNT NAME': 'system', 'ACCOUNT ID': '307' })
  },
  'C4 (XSOAR): tests its connection with the resource types': async (raw) => {
    const answer = await raw({
      url: `${ROOT}/resources/resourcetypes?INPUT_DATA=`,
      headers: { APP_AUTHTOKEN: T, APP_TYPE: '17' },
    })
    expect(answer.statusCode).toBe(200)
  },
  'C5 (Ansible role): raw text/json bodies, ids and shares': async (raw) => {
    const headers = { AUTHTOKEN: T, 'Content-Type': 'text/json' }
    const made = await raw({
      method: 'POST',
      url: `${ROOT}/resources`,
      headers,
      payload: `INPUT_DATA=${json({ RESOURCENAME: 'ansible', ACCOUNTNAME: 'root', RESOURCETYPE: 'Linux', PASSWORD: 'fake.A1,!@#$' })}`,
    })
    expect(said(made).status).toBe('Success')
    const id = said(await raw({ url: `${ROOT}/resources/resourcename/ansible`, headers })).details.RESOURCEID
    const group = said(await raw({ url: `${ROOT}/user/getUserGroupId?USERGROUPNAME=Help%20Desk`, headers }))
      .details.USERGROUPID
    const share = `INPUT_DATA=${json({ ACCESSTYPE: 'fullaccess', USERGROUPID: group })}`
    expect(
      said(await raw({ method: 'PUT', url: `${ROOT}/resources/${id}/share`, headers, payload: share }))
        .status,
    ).toBe('Success')
    const list = said(await raw({ url: `${ROOT}/resources/${id}/accounts`, headers })).details['ACCOUNT LIST']
    expect(list[0]['ACCOUNT PASSWORD POLICY']).toBe('Strong')
    const { details } = said(
      await raw({ url: `${ROOT}/resources/${id}/accounts/${list[0]['ACCOUNT ID']}`, headers }),
    )
    expect(details).toMatchObject({ 'LAST MODIFIED TIME': 'N/A', 'LAST ACCESSED TIME': 'N/A' })
  },
  'C6 (browser extension): unescaped braces in a form body with encoded values, and TOTP by statusCode':
    async (raw) => {
      const payload = `INPUT_DATA={"operation":{"Details":{"REASON":"${encodeURIComponent('needed & urgent')}"}}}`
      expect(
        said(
          await raw({
            method: 'POST',
            url: `${ROOT}/accounts/7/requestpassword`,
            headers: { AUTHTOKEN: tokens.guest, ...form },
            payload,
          }),
        ).status,
      ).toBe('Success')
      const totp = await raw({ url: `${ROOT}/accounts/301/totp`, headers: { AUTHTOKEN: T } })
      expect(totp.json().operation.result.statusCode).toBe(20_000)
      expect(totp.json().operation.Details.TOTP).toMatch(/^\d{6}$/)
      expect(
        said(await raw({ url: `${ROOT}/accounts/307/validateHelpDeskID`, headers: { AUTHTOKEN: T } })).status,
      ).toBe('Success')
    },
  'C7 (Remote Desktop Manager): tells a wrong host from a wrong token': async (raw) => {
    expect(said(await raw({ url: `${ROOT}/resources?AUTHTOKEN=${tokens.wrongHost}` })).message).toContain(
      'User is not allowed to access from this host',
    )
    expect(said(await raw({ url: `${ROOT}/resources?AUTHTOKEN=x` })).message).toContain(
      'is not associated to any user',
    )
  },
  'C8 (Python requests): a dict as text, no content type, and parts of compact JSON': async (raw) => {
    const headers = { AUTHTOKEN: T }
    const dict =
      "INPUT_DATA={'operation': {'Details': {'ACCOUNTLIST': [{'ACCOUNTNAME': 'svc', 'PASSWORD': 'fake-Svc1!', 'NOTES': \"it's new\"}]}}}"
    const added = await raw({ method: 'POST', url: `${ROOT}/resources/303/accounts`, headers, payload: dict })
    expect(added.body).toContain('"STATUS":"Account added successfully"')
    const again = said(
      await raw({ method: 'POST', url: `${ROOT}/resources/303/accounts`, headers, payload: dict }),
    )
    expect(again.details[0].svc.STATUS).toBe('Account is not added  as it already exists')
    const change =
      "INPUT_DATA={'operation': {'Details': {'NEWPASSWORD': 'fake-Svc2!', 'RESETTYPE': 'LOCAL', 'REASON': 'rotation'}}}"
    expect(
      (
        await raw({
          method: 'PUT',
          url: `${ROOT}/resources/303/accounts/313/password`,
          headers,
          payload: change,
        })
      ).body,
    ).toContain('"status":"Success"')
    expect(
      (
        await raw({
          method: 'PUT',
          url: `${ROOT}/resources/303/accounts/999/password`,
          headers,
          payload: change,
        })
      ).body,
    ).toContain('No such account found')
  },
  'C9 (Ansible look-up): APP_AUTHTOKEN in the query, and JSON within a text': async (raw) => {
    const app = `APP_AUTHTOKEN=${T}&APP_NAME=ANSIBLE`
    const ids = said(
      await raw({
        url: `${ROOT}/resources/getResourceIdAccountId?${app}&RESOURCENAME=MSSQLServer&ACCOUNTNAME=system`,
      }),
    ).details
    const both = said(
      await raw({
        url: `${ROOT}/resources/getResourceAccountDetails?${app}&RESOURCEID=${ids.RESOURCEID}&ACCOUNTID=${ids.ACCOUNTID}`,
      }),
    ).details
    expect(JSON.parse(both.ACCOUNTDETAILS).PASSWORD).toBe('fake-System307$')
    expect(
      said(
        await raw({ url: `${ROOT}/resources/getResourceAccountDetails?${app}&RESOURCEID=303&ACCOUNTID=1` }),
      ).details,
    ).toBeUndefined()
  },
  'C10 (Keyfactor): reads Details as texts only': async (raw) => {
    const { details } = said(
      await raw({
        url: `${ROOT}/resources/getResourceIdAccountId?RESOURCENAME=MSSQLServer&ACCOUNTNAME=system`,
        headers: { AUTHTOKEN: T },
      }),
    )
    expect(Object.values(details).every((one) => typeof one === 'string')).toBe(true)
  },
  'C11 (Nautobot): APP_AUTHTOKEN alone in a header': async (raw) => {
    expect(
      said(await raw({ url: `${ROOT}/resources/303/accounts/307/password`, headers: { APP_AUTHTOKEN: T } }))
        .details.PASSWORD,
    ).not.toBe('')
  },
  'C19 (Node, PAM360): an array of requesters, each with requests that have a PASSWD ID': async (raw) => {
    const { details, totalRows } = said(
      await raw({ url: `${ROOT}/accounts/passwordaccessrequests`, headers: { AUTHTOKEN: T } }),
    )
    expect(totalRows).toBe(2)
    expect(
      details.flatMap((one: any) => one.PASSWORDREQUESTLIST).map((one: any) => one['PASSWD ID']),
    ).toEqual(['1', '2', '7'])
  },
}

/** The profile nearest to what a client was written for, by its key. */
const profiles: Readonly<Record<string, string>> = {
  C1: '12',
  C2: '12',
  C3: '2018',
  C4: 'pam360',
  C5: 'pam360',
  C6: '12',
  C7: '2018',
  C8: '10',
  C9: '12',
  C10: '12',
  C11: '12',
  C19: 'pam360',
}

describe('A client', () => {
  it.each(Object.entries(clients))('%s', async (_, play) => {
    const { raw } = await startPmp()
    await play(raw)
  })

  it.each(Object.entries(clients))('%s, in the profile of its time', async (name, play) => {
    const { raw } = await startPmp({ profiles: { pmp: profiles[name.split(' ', 1)[0]!]! } })
    await play(raw)
  })
})
