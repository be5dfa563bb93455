/** A password goes in by any way and comes out by any way as it was, whatever characters it has. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens, type PmpClient } from '../behaviour/pmp/client.ts'

const T = tokens.operations
const HEADER = { authtoken: T }
const FORM = 'application/x-www-form-urlencoded'

/** Each of these must survive, alone and beside others. */
const AWKWARD = [
  '%',
  '%41',
  '%zz',
  '&',
  '+',
  '=',
  '"',
  "'",
  '\\',
  '\n',
  '\r\n',
  '😀',
  '</script>',
  '#',
  ';',
  '{}',
  ' ',
]

/** Not empty: an empty field counts as absent. */
const password = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 6 })
    .map((parts) => `x${parts.join('')}`),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    'true',
    'null',
    '007',
    '1e5',
    '\u2028',
    '\u0085',
    '&INPUT_DATA=x',
    '}}}',
    ...AWKWARD.filter((one) => one !== ' '),
  ),
)

interface Request {
  readonly query?: string
  readonly type?: string
  readonly body?: string
}

/** How INPUT_DATA travels; undefined where this way cannot carry the text. */
const carriers: Readonly<Record<string, (details: object) => Request | undefined>> = {
  'the query': (details) => ({ query: encoded(details) }),
  'a form': (details) => ({ type: FORM, body: encoded(details) }),
  'a form with plus signs for blanks': (details) => ({
    type: FORM,
    body: encoded(details).replaceAll('%20', '+'),
  }),
  'encoded text/json': (details) => ({ type: 'text/json', body: encoded(details) }),
  'raw text/json': (details) => ({ type: 'text/json', body: `INPUT_DATA=${json(details)}` }),
  'raw application/json': (details) => ({ type: 'application/json', body: `INPUT_DATA=${json(details)}` }),
  'no type, as Python prints it': (details) => {
    const text = python({ operation: { Details: details } })
    return text === undefined ? undefined : { body: `INPUT_DATA=${text}` }
  },
  multipart: (details) => ({
    type: 'multipart/form-data; boundary=part',
    body: `--part\r\nContent-Disposition: form-data; name="INPUT_DATA"\r\n\r\n${json(details)}\r\n--part--\r\n`,
  }),
  'JSON without a name, where a knob takes it': (details) => ({ type: 'text/json', body: json(details) }),
}

/** What takes a password: to where it is sent, in which words. */
const entrances = {
  change: {
    method: 'PUT',
    path: '/resources/303/accounts/307/password',
    details: (NEWPASSWORD: string) => ({ NEWPASSWORD, RESETTYPE: 'LOCAL' }),
  },
  create: {
    method: 'POST',
    path: '/resources',
    details: (PASSWORD: string) => ({
      RESOURCENAME: 'made',
      ACCOUNTNAME: 'root',
      RESOURCETYPE: 'Linux',
      PASSWORD,
      RESOURCEPASSWORDPOLICY: 'Unrestricted',
    }),
  },
  'add account': {
    method: 'POST',
    path: '/resources/303/accounts',
    details: (PASSWORD: string) => ({ ACCOUNTLIST: [{ ACCOUNTNAME: 'added', PASSWORD }] }),
  },
} as const
type Entrance = keyof typeof entrances

const names: Readonly<Record<Entrance, readonly [resource: string, account: string]>> = {
  change: ['MSSQLServer', 'system'],
  create: ['made', 'root'],
  'add account': ['MSSQLServer', 'added'],
}

type Read = (client: PmpClient, resourceId: string, accountId: string) => Promise<unknown>

const exits: Readonly<Record<string, Read>> = {
  'REST now': async ({ raw }, r, a) =>
    said(await raw({ url: `${ROOT}/resources/${r}/accounts/${a}/password`, headers: HEADER })).details
      .PASSWORD,
  'REST of 2014': async ({ raw }, r, a) =>
    said(await raw({ url: `${ROOT}/resources/${r}/accounts/${a}/password?AUTHTOKEN=${T}` })).details.PASSWORD,
  'JSON within a text': async ({ raw }, r, a) => {
    const url = `${ROOT}/resources/getResourceAccountDetails?RESOURCEID=${r}&ACCOUNTID=${a}`
    return JSON.parse(said(await raw({ url, headers: HEADER })).details.ACCOUNTDETAILS).PASSWORD
  },
  'the interactive API': async ({ raw }, _, a) => {
    const url = `/api/json/request?OPERATION_NAME=GET_PASSWORD&INPUT_DATA={operation:{Details:{PASSWDID:${a}}}}`
    return said(await raw({ method: 'POST', url, headers: HEADER })).details.PASSWORD
  },
  'the history, once it was changed': async (client, r, a) => {
    const path = `/resources/${r}/accounts/${a}`
    await client.ask('operations', 'PUT', `${path}/password`, { NEWPASSWORD: 'fake-Next1!' })
    return (await client.ask('operations', 'GET', `${path}/passwordhistory`)).details[0].PASSWORD
  },
}

const product = Object.keys(entrances).flatMap((entrance) =>
  Object.keys(carriers).map((carrier) => [entrance as Entrance, carrier] as const),
)

describe('Whatever characters a password has', () => {
  it.each(product)('it goes in by %s in %s, and comes out by every way', async (entrance, carrier) => {
    const client = await startPmp({ settings: { pmp: { acceptBareJson: carrier.startsWith('JSON') } } })
    await fc.assert(
      fc.asyncProperty(password, async (value) => {
        client.workspace.reset()
        const answer = await enter(client, entrance, carrier, value)
        if (!answer) return
        expect(answer.text, value).not.toContain('Failed')
        const { RESOURCEID: r, ACCOUNTID: a } = await idsOf(client, entrance)
        for (const [name, read] of Object.entries(exits)) expect(await read(client, r, a), name).toBe(value)
      }),
      { numRuns: 12, examples: [['</script>'], ['%41&a=b+c "d" \'e\' \\f\n😀']] },
    )
  })

  it.each(product)(
    'by %s in %s the content filter refuses what looks like a script',
    async (entrance, carrier) => {
      const client = await startPmp({
        settings: { pmp: { contentFilter: { enabled: true }, acceptBareJson: carrier.startsWith('JSON') } },
      })
      const answer = await enter(client, entrance, carrier, 'fake</script>')
      expect(answer).toMatchObject({
        http: 599,
        message: 'Password Manager Pro has detected harmful contents in the input',
      })
      expect(client.lastRule()).toBe('pmp.content.harmful')
      const before = await exits['REST now']!(client, '303', '307')
      expect(before).toBe('fake-System307$')
    },
  )
})

async function enter(client: PmpClient, entrance: Entrance, carrier: string, value: string) {
  const { method, path, details } = entrances[entrance]
  const request = carriers[carrier]!(details(value))
  if (!request) return undefined
  const { query, type, body } = request
  return said(
    await client.raw({
      method,
      url: `${ROOT}${path}${query === undefined ? '' : `?${query}`}`,
      headers: { ...HEADER, ...(type === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { payload: body }),
    }),
  )
}

async function idsOf(
  { ask }: PmpClient,
  entrance: Entrance,
): Promise<Record<'RESOURCEID' | 'ACCOUNTID', string>> {
  const [resource, account] = names[entrance]
  const query = `RESOURCENAME=${resource}&ACCOUNTNAME=${account}`
  return (await ask('operations', 'GET', `/resources/getResourceIdAccountId?${query}`)).details
}

function json(details: object): string {
  return JSON.stringify({ operation: { Details: details } })
}

function encoded(details: object): string {
  return `INPUT_DATA=${encodeURIComponent(json(details))}`
}

/** `repr` of a value; undefined where Python would write an escape that the product's grammar does not have (`\x07`). */
function python(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (/[^\P{C}\n\r\t]|\u00a0/u.test(value)) return undefined
    const text = value
      .replaceAll('\\', '\\\\')
      .replaceAll('\n', String.raw`\n`)
      .replaceAll('\r', String.raw`\r`)
      .replaceAll('\t', String.raw`\t`)
    return `'${text.replaceAll("'", String.raw`\'`)}'`
  }
  const parts = Array.isArray(value)
    ? value.map(python)
    : Object.entries(value as object).map(([key, one]) => {
        const text = python(one)
        return text === undefined ? undefined : `'${key}': ${text}`
      })
  if (parts.includes(undefined)) return undefined
  return Array.isArray(value) ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`
}
