/** What is no type, column, algorithm, number or date is refused in the product's form, and the journal tells why. */
import { describe, expect, it } from 'vitest'
import { startPmp, tokens } from './client.ts'

const RESOURCE = { RESOURCENAME: 'new', ACCOUNTNAME: 'a', RESOURCETYPE: 'Linux', PASSWORD: 'fake-New1!' }
const FIELDS = {
  pmp: {
    policies: [{ name: 'Strong' }],
    users: [{ id: '1', login: 'admin', role: 'Administrator', api: { token: tokens.admin } }],
    customFields: [
      { scope: 'resource', label: 'Bought', type: 'Date', column: 'COLUMN_DATE1' },
      { scope: 'resource', label: 'Height', type: 'Numeric', column: 'COLUMN_LONG1' },
    ],
  },
} as const

function boughtOn(value: string, label = 'Bought') {
  return { ...RESOURCE, RESOURCECUSTOMFIELD: [{ CUSTOMLABEL: label, CUSTOMVALUE: value }] }
}

function totpBy(algorithm: string) {
  const account = { ACCOUNTNAME: 'b', PASSWORD: 'fake-New1!', TOTP_SECRET: 'JBSWY3DPEHPK3PXP' }
  return { ACCOUNTLIST: [{ ...account, TOTP_ALGORITHM: algorithm }] }
}

function groupBy(column: string) {
  return { resourceGroupName: 'g', criteria: [{ column, operator: 'equals', value: 'x' }] }
}

describe('Nonsense', () => {
  it.each([
    ['type', 'POST', '/resources', { ...RESOURCE, RESOURCETYPE: 'Toaster' }, 'resource type "Toaster"'],
    ['type', 'PUT', '/resources/303', { RESOURCENAME: 'x', RESOURCETYPE: 'Toaster' }, '"Toaster"'],
    ['column', 'GET', '/resources', { SEARCHCOLUMN: 'SHOESIZE', SEARCHVALUE: '42' }, 'column "SHOESIZE"'],
    ['column', 'GET', '/resources/303/accounts', { SEARCHCOLUMN: 'COLUMN_CHAR9' }, '"COLUMN_CHAR9"'],
    ['column', 'POST', '/resourcegroup', groupBy('SHOESIZE'), 'column "SHOESIZE"'],
    ['algorithm', 'POST', '/resources/303/accounts', totpBy('MD5'), 'expected SHA1 | SHA256 | SHA512'],
  ] as const)('that is no %s is refused (%s %s)', async (_, method, path, details, why) => {
    const { ask, lastEntry } = await startPmp()
    const answer = await ask('admin', method, path, details)
    expect(answer).toMatchObject({
      http: 200,
      status: 'Failed',
      message: 'Invalid input. Please check the input data.',
    })
    expect(lastEntry().reason?.rule).toBe('pmp.input.invalid')
    expect(lastEntry().reason?.message).toContain(why)
  })

  it.each([
    ['Bought', 'yesterday'],
    ['Bought', '31/02/2024'],
    ['Bought', '99-99-2024'],
    ['Height', 'tall'],
  ])('that does not fit a custom field is refused (%s: %s)', async (label, value) => {
    const { ask, lastEntry } = await startPmp({ fixtures: FIELDS })
    expect((await ask('admin', 'POST', '/resources', boughtOn(value, label))).status).toBe('Failed')
    expect(lastEntry().reason?.message).toContain(`"${value}" is none`)
  })

  it.each(['2024-02-29', '29/02/2024', '02/29/2024', 'Feb 29, 2024', '29.2.2024'])(
    'is not: %s, a date',
    async (value) => {
      const { ask } = await startPmp({ fixtures: FIELDS })
      expect((await ask('admin', 'POST', '/resources', boughtOn(value))).status).toBe('Success')
    },
  )

  it.each([
    ['linux', 'Linux'],
    ['Windows Domain', 'WindowsDomain'],
    ['jaspersoft', 'JasperSoft'],
  ])('is not: the type %s, which is kept as %s', async (given, kept) => {
    const { ask } = await startPmp()
    expect((await ask('admin', 'POST', '/resources', { ...RESOURCE, RESOURCETYPE: given })).status).toBe(
      'Success',
    )
    const { details } = await ask('admin', 'GET', '/resources', {
      SEARCHCOLUMN: 'RESOURCENAME',
      SEARCHVALUE: 'new',
    })
    expect(details[0]['RESOURCE TYPE']).toBe(kept)
  })

  it('is not: the column of a custom field, in lists and in dynamic groups', async () => {
    const { ask } = await startPmp({ fixtures: FIELDS })
    await ask('admin', 'POST', '/resources', boughtOn('2024-02-29'))
    const search = { SEARCHCOLUMN: 'column_date1', SEARCHVALUE: '2024' }
    expect((await ask('admin', 'GET', '/resources', search)).totalRows).toBe(1)
    const criteria = [{ column: 'COLUMN_DATE1', operator: 'starts-with', value: '2024' }]
    const group = await ask('admin', 'POST', '/resourcegroup', { resourceGroupName: 'new ones', criteria })
    expect(group.status).toBe('Success')
  })
})
