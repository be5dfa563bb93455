import { describe, expect, it } from 'vitest'
import { NEW_RESOURCE, startPmp, tokens } from './client.ts'

describe('A resource', () => {
  it('gets the next free ids, as texts', async () => {
    const { ask } = await startPmp()
    for (const [at, name] of ['one', 'two'].entries()) {
      await ask('admin', 'POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME: name })
      const { details } = await ask(
        'admin',
        'GET',
        `/resources/getResourceIdAccountId?RESOURCENAME=${name}&ACCOUNTNAME=root`,
      )
      expect(details).toEqual({ RESOURCEID: String(310 + at), ACCOUNTID: String(313 + at) })
    }
  })

  it('is not made when a custom field is not defined, and uses up no id', async () => {
    const { ask, lastRule } = await startPmp({ settings: { pmp: { enforcePolicies: true } } })
    const made = { ...NEW_RESOURCE, RESOURCENAME: 'x' }
    const fields = [{ CUSTOMLABEL: 'Colour', CUSTOMVALUE: 'red' }]
    expect((await ask('admin', 'POST', '/resources', { ...made, RESOURCECUSTOMFIELD: fields })).status).toBe(
      'Failed',
    )
    expect(lastRule()).toBe('pmp.custom-field.undefined')
    await ask('admin', 'POST', '/resources', { ...made, PASSWORD: 'weak' })
    expect(lastRule()).toBe('pmp.password.policy')
    expect((await ask('admin', 'POST', '/resources', made)).status).toBe('Success')
    const { details } = await ask('admin', 'GET', '/resources/resourcename/x/accounts/accountname/root')
    expect(details.RESOURCEID).toBe('310')
  })

  it('takes at most twenty custom fields', async () => {
    const { ask, lastRule } = await startPmp()
    const RESOURCECUSTOMFIELD = Array.from({ length: 21 }, () => ({ CUSTOMLABEL: 'Usage', CUSTOMVALUE: 'x' }))
    expect(
      (await ask('admin', 'POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME: 'x', RESOURCECUSTOMFIELD }))
        .status,
    ).toBe('Failed')
    expect(lastRule()).toBe('pmp.input.invalid')
  })

  it('may leave unset fields empty, as client C4 does, and an empty password is made by the policy', async () => {
    const { ask } = await startPmp()
    const made = await ask('admin', 'POST', '/resources', {
      RESOURCENAME: 'empty',
      ACCOUNTNAME: 'root',
      RESOURCETYPE: '',
      PASSWORD: '',
      OWNERNAME: '',
      RESOURCECUSTOMFIELD: '',
    })
    expect(made.status).toBe('Success')
    const { details } = await ask('admin', 'GET', '/resources/310/accounts/313/password')
    expect(details.PASSWORD).toHaveLength(12)
  })

  it('joins the group that is named, and does not mind one that is not there', async () => {
    const { ask } = await startPmp()
    const create = async (RESOURCENAME: string, RESOURCEGROUPNAME: string) =>
      (await ask('admin', 'POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME, RESOURCEGROUPNAME })).status
    expect([await create('in', 'Linux Servers'), await create('out', 'default')]).toEqual([
      'Success',
      'Success',
    ])
    const groups = async (id: string) =>
      (await ask('admin', 'GET', `/resources/${id}/associatedGroups`)).details['ASSOCIATED GROUPS']
    expect(await groups('310')).toEqual([{ 'GROUP ID': '301', 'GROUP NAME': 'Linux Servers' }])
    expect(await groups('311')).toEqual([])
  })

  it('needs its first account and its type before PAM360, which fills them in', async () => {
    for (const profile of ['2014', '2018', '10', '12', 'auto'] as const) {
      const { app, lastRule } = await startPmp({ profiles: { pmp: profile } })
      for (const lacking of ['ACCOUNTNAME', 'RESOURCETYPE', 'PASSWORD'] as const) {
        const { [lacking]: _, ...rest } = { ...NEW_RESOURCE, RESOURCENAME: 'bare' }
        const input = encodeURIComponent(JSON.stringify({ operation: { Details: rest } }))
        const url = `/restapi/json/v1/resources?AUTHTOKEN=${tokens.operations}&INPUT_DATA=${input}`
        expect((await app.inject({ method: 'POST', url })).body, `${profile}, no ${lacking}`).toContain(
          'Mandatory field(s) missing',
        )
        expect(lastRule()).toBe('pmp.input.field-missing')
      }
    }
    const { ask } = await startPmp({ profiles: { pmp: 'pam360' } })
    expect((await ask('admin', 'POST', '/resources', { RESOURCENAME: 'bare' })).status).toBe('Success')
  })

  it('answers its new id on PAM360', async () => {
    const { ask } = await startPmp({ profiles: { pmp: 'pam360' } })
    const made = await ask('admin', 'POST', '/resources', { RESOURCENAME: 'newest' })
    expect(made.text).toBe(
      '{"operation":{"result":{"message":"Resource newest has been added successfully","status":"Success"},"Details":{"RESOURCEID":"310"},"name":"CREATE RESOURCE"}}',
    )
  })

  it('takes its accounts with it when it is deleted', async () => {
    const { ask, workspace } = await startPmp()
    expect((await ask('admin', 'DELETE', '/resources/7')).message).toBe('Resources deleted successfully.')
    expect((await ask('admin', 'GET', '/resources/7/accounts/7')).message).toBe('No such resource found')
    expect((await ask('jthomas', 'GET', '/resources')).totalRows).toBe(2)
    workspace.reset()
    expect((await ask('admin', 'GET', '/resources/7/accounts/7')).status).toBe('Success')
  })

  it('is found by its exact name, percent-encoded', async () => {
    const { ask } = await startPmp()
    const name = 'with / and % and ü'
    await ask('admin', 'POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME: name, ACCOUNTNAME: 'a/b' })
    const path = `/resources/resourcename/${encodeURIComponent(name)}/accounts/accountname/a%2Fb`
    expect((await ask('admin', 'GET', path)).details).toEqual({ ACCOUNTID: '313', RESOURCEID: '310' })
    expect(
      (await ask('admin', 'GET', '/resources/resourcename/mssqlserver/accounts/accountname/system')).status,
    ).toBe('Failed')
  })
})

describe('An edited resource', () => {
  it('has at most twenty custom fields, those of before counted', async () => {
    const labels = Array.from({ length: 21 }, (_, at) => `Field ${at}`)
    const { ask, lastRule } = await startPmp({
      fixtures: {
        pmp: {
          users: [
            {
              id: '1',
              login: 'admin',
              role: 'Administrator',
              superAdministrator: true,
              api: { token: tokens.admin },
            },
          ],
          customFields: labels.map((label, at) => ({ scope: 'resource', label, column: `COLUMN_CHAR${at}` })),
          resources: [{ id: '1', name: 'one', type: 'Linux', owner: 'admin' }],
        },
      },
    })
    const fields = (from: number, to: number) =>
      labels.slice(from, to).map((CUSTOMLABEL) => ({ CUSTOMLABEL, CUSTOMVALUE: 'x' }))
    const edit = async (from: number, to: number) =>
      (
        await ask('admin', 'PUT', '/resources/1', {
          RESOURCENAME: 'one',
          RESOURCECUSTOMFIELD: fields(from, to),
        })
      ).status
    expect([await edit(0, 20), await edit(19, 20), await edit(20, 21)]).toEqual([
      'Success',
      'Success',
      'Failed',
    ])
    expect(lastRule()).toBe('pmp.input.invalid')
  })
})

describe('A list', () => {
  it('can be searched and paged', async () => {
    const { ask } = await startPmp()
    const names = async (details: Record<string, unknown>) => {
      const answer = await ask('admin', 'GET', '/resources', details)
      return [
        answer.totalRows,
        (answer.details ?? []).map((row: Record<string, string>) => row['RESOURCE NAME']),
      ]
    }
    expect(await names({ SEARCHVALUE: 'SERVER', SEARCHCOLUMN: 'RESOURCENAME' })).toEqual([
      4,
      ['apt-server1', 'apt-server2', 'MSSQLServer', 'retired-printserver'],
    ])
    expect(await names({ STARTINDEX: 1, LIMIT: '2' })).toEqual([11, ['apt-server2', 'edge-firewall']])
    expect(await names({ SEARCHTYPE: 'ACCOUNT', SEARCHVALUE: 'sys' })).toEqual([
      2,
      ['orders-db', 'MSSQLServer'],
    ])
    expect(await names({ VIEWTYPE: 'WINDOWSRDPPASSWORD' })).toEqual([2, ['dc1', 'retired-printserver']])
    expect(await names({ SEARCHVALUE: 'nothing like it' })).toEqual([0, []])
  })

  it('of accounts can be searched too', async () => {
    const { ask } = await startPmp()
    const { details } = await ask('dbadmin', 'GET', '/resources/302/accounts', {
      SEARCHVALUE: 'rep',
      SEARCHCOLUMN: 'LOGINNAME',
    })
    expect(details['ACCOUNT LIST'].map((row: Record<string, string>) => row['ACCOUNT NAME'])).toEqual([
      'reporting',
    ])
  })
})
