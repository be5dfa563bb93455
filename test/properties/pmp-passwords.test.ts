/** A password goes in by any way and comes out by any way as it was, whatever characters it has. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens, type PmpClient } from '../behaviour/pmp/client.ts'

const T = tokens.operations
const PASSWORD = `${ROOT}/resources/303/accounts/307/password`
const HEADER = { authtoken: T }

/** Not empty: an empty field counts as absent. */
const password = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom(
      '"',
      "'",
      '\\',
      '&',
      '=',
      '+',
      '%',
      '{',
      '}',
      ';',
      '#',
      '/',
      '<',
      '\n',
      '\t',
      ' ',
      ',',
      ':',
    ),
  }),
  fc.constantFrom(
    '</script>',
    '%41',
    '%zz',
    'true',
    'null',
    '007',
    '1e5',
    '\u2028',
    '\u0085',
    '😀',
    '&INPUT_DATA=x',
    '}}}',
  ),
)

const change = (value: string) =>
  JSON.stringify({ operation: { Details: { NEWPASSWORD: value, RESETTYPE: 'LOCAL' } } })

/** Ways in, each with the characters it can carry. */
const waysIn: Readonly<
  Record<string, (client: PmpClient, value: string) => Promise<{ status: string }> | undefined>
> = {
  'query, encoded': (client, value) =>
    put(client, { url: `${PASSWORD}?INPUT_DATA=${encodeURIComponent(change(value))}` }),
  'form, encoded': (client, value) =>
    put(client, {
      url: PASSWORD,
      type: 'application/x-www-form-urlencoded',
      payload: `INPUT_DATA=${encodeURIComponent(change(value))}`,
    }),
  'text/json, encoded': (client, value) =>
    put(client, {
      url: PASSWORD,
      type: 'text/json',
      payload: `INPUT_DATA=${encodeURIComponent(change(value))}`,
    }),
  'text/json, raw': (client, value) =>
    put(client, { url: PASSWORD, type: 'text/json', payload: `INPUT_DATA=${change(value)}` }),
  'no content type, single quotes as Python writes them': (client, value) => {
    const isPlain = Array.from(value).every((character) => character >= ' ' && character !== '\u007f')
    const text = `'${value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
    return isPlain
      ? put(client, {
          url: PASSWORD,
          payload: `INPUT_DATA={'operation': {'Details': {'NEWPASSWORD': ${text}}}}`,
        })
      : undefined
  },
}

const waysOut: Readonly<Record<string, (client: PmpClient) => Promise<unknown>>> = {
  'REST now': async ({ raw }) => said(await raw({ url: PASSWORD, headers: HEADER })).details.PASSWORD,
  'REST of 2014': async ({ raw }) => said(await raw({ url: `${PASSWORD}?AUTHTOKEN=${T}` })).details.PASSWORD,
  'JSON within a text': async ({ raw }) =>
    JSON.parse(
      said(
        await raw({
          url: `${ROOT}/resources/getResourceAccountDetails?RESOURCEID=303&ACCOUNTID=307`,
          headers: HEADER,
        }),
      ).details.ACCOUNTDETAILS,
    ).PASSWORD,
  'the interactive API': async ({ raw }) =>
    said(
      await raw({
        method: 'POST',
        url: '/api/json/request?OPERATION_NAME=GET_PASSWORD&INPUT_DATA={operation:{Details:{PASSWDID:307}}}',
        headers: HEADER,
      }),
    ).details.PASSWORD,
}

describe('Whatever characters a password has', () => {
  it.each(Object.keys(waysIn))('it goes in by %s and comes out by every way', async (way) => {
    const client = await startPmp()
    await fc.assert(
      fc.asyncProperty(password, async (value) => {
        const answer = waysIn[way]!(client, value)
        if (!answer) return
        expect((await answer).status, value).toBe('Success')
        for (const [name, read] of Object.entries(waysOut)) expect(await read(client), name).toBe(value)
      }),
      { numRuns: 60 },
    )
  })
})

async function put(
  { raw }: PmpClient,
  { url, type, payload }: { url: string; type?: string; payload?: string },
) {
  return said(
    await raw({
      method: 'PUT',
      url,
      headers: { ...HEADER, ...(type === undefined ? {} : { 'content-type': type }) },
      ...(payload === undefined ? {} : { payload }),
    }),
  )
}
