/** Stories that write: transactions, one kind of object, keys of the API. All that is made is taken away again. */
import type { ContractStep, ContractStory, ContractUndo } from '../../../kernel/surface/contract.ts'
import { SESSION, login } from './contract-reading.ts'

const NAME = 'pam-mock-probe-list'
const LISTS = '/api/configuration/policies/userlists'
const JSON_TYPE = { 'content-type': 'application/json' }

const list = (name: string, members: object = {}): string =>
  JSON.stringify({ name, allow: 'no_user', except: ['pam-mock-probe-user'], ...members })

const call = (
  name: string,
  method: string,
  path: string,
  body?: string,
  extras: Partial<ContractStep> = {},
) => ({
  name,
  method,
  path,
  ...(body === undefined ? {} : { body, headers: JSON_TYPE }),
  ...extras,
})

const ROLLED_BACK: ContractUndo = {
  thing: 'an open transaction',
  steps: [{ name: 'roll back', method: 'DELETE', path: '/api/transaction', headers: SESSION }],
  over: [400, 404, 409],
}

const open = (name = 'open a transaction'): ContractStep =>
  call(name, 'POST', '/api/transaction', '', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    undo: ROLLED_BACK,
  })

const rollBack = (): ContractStep => call('roll back', 'DELETE', '/api/transaction')

const commit = (message: string): string => JSON.stringify({ status: 'commit', message })

const REMOVAL = 'pam-mock-probe: taken away'

/** Opens a transaction, takes an object away in it, and commits. */
function removal(thing: string, path: string): ContractUndo {
  return {
    thing,
    steps: [
      call('open a transaction', 'POST', '/api/transaction', ''),
      call('delete it', 'DELETE', path),
      call('commit', 'PUT', '/api/transaction', commit(REMOVAL)),
    ],
    over: [400, 404, 409],
  }
}

/** The key of what was made is the end of its address. */
const made = (as: string, below: string) => ({
  [as]: { pattern: String.raw`"(?:href|key)":\s*"(?:${below}/)?([^"/]+)"` },
})

export const writingStories: readonly ContractStory[] = [
  {
    name: 'a wrong password',
    writes: true,
    steps: [
      call('sign in', 'GET', '/api/authentication', undefined, {
        headers: { authorization: '{{wrongBasic}}' },
      }),
    ],
  },
  {
    name: 'a method that is not there',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      call('POST', 'POST', '/api/info', ''),
      call('DELETE', 'DELETE', '/api/info'),
      call('POST of a settings page', 'POST', '/api/configuration/aaa/settings', '{}'),
    ],
  },
  {
    name: 'no transaction is open',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      call('its status', 'GET', '/api/transaction'),
      call('roll back', 'DELETE', '/api/transaction'),
      call('commit', 'PUT', '/api/transaction', commit('pam-mock-probe')),
      call('changes', 'GET', '/api/transaction/changes'),
      call('an unknown status', 'PUT', '/api/transaction', '{"status":"pam-mock-probe"}'),
      call('the first change opens one', 'POST', LISTS, list(NAME), { undo: ROLLED_BACK }),
      rollBack(),
    ],
  },
  {
    name: 'an object is made in a transaction and rolled back',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      open(),
      call('its status', 'GET', '/api/transaction'),
      call('make it', 'POST', LISTS, list(NAME), { keep: made('list', LISTS) }),
      call('read it', 'GET', `${LISTS}/{{list}}`, undefined, { said: ['/key', '/body/**'] }),
      call('replace it', 'PUT', `${LISTS}/{{list}}`, list(`${NAME}-2`)),
      call('changes', 'GET', '/api/transaction/changes', undefined, {
        said: ['/changes/**', '/items/*/**', '/body/**', '/transaction/**'],
      }),
      call('the same name again', 'POST', LISTS, list(`${NAME}-2`)),
      call('a member is missing', 'POST', LISTS, '{"allow":"no_user"}'),
      call('a member has the wrong type', 'POST', LISTS, list(`${NAME}-3`, { except: 5 })),
      call('a value that is none', 'POST', LISTS, list(`${NAME}-3`, { allow: 'pam-mock-probe' })),
      call('no JSON', 'POST', LISTS, '{"name":'),
      call('no body', 'POST', LISTS, '', { headers: JSON_TYPE }),
      call('deep JSON', 'POST', LISTS, `${'['.repeat(80)}${']'.repeat(80)}`),
      call('another media type', 'POST', LISTS, list(`${NAME}-4`), {
        headers: { 'content-type': 'text/plain' },
      }),
      call('no such object', 'PUT', `${LISTS}/pam-mock-probe-none`, list(`${NAME}-5`)),
      call('delete no such object', 'DELETE', `${LISTS}/pam-mock-probe-none`),
      call('open it twice', 'POST', '/api/transaction', '', { undo: ROLLED_BACK }),
      call('delete it', 'DELETE', `${LISTS}/{{list}}`),
      call('read it', 'GET', `${LISTS}/{{list}}`),
      rollBack(),
    ],
  },
  {
    name: 'references and formats',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      open(),
      call(
        'a reference to nothing',
        'POST',
        '/api/configuration/policies/signing_cas',
        ca('"pam-mock-probe-none"'),
      ),
      call('find one', 'GET', '/api/configuration/policies/signing_cas', undefined, {
        silent: true,
        keep: { ca: { pattern: String.raw`"ca":\{"key":"([^"]+)"` } },
      }),
      call(
        'a reference with its address',
        'POST',
        '/api/configuration/policies/signing_cas',
        ca('{"key":"{{ca}}","meta":{"href":"/api/configuration/x509/{{ca}}"}}'),
      ),
      call(
        'an address that is none',
        'PUT',
        '/api/configuration/network/dns',
        '{"primary":"pam mock probe","secondary":null}',
      ),
      call('a built-in object', 'DELETE', '/api/configuration/ssh/settings_policies/-300'),
      rollBack(),
    ],
  },
  {
    name: 'a second session while a transaction is open',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      open(),
      call('make something', 'POST', LISTS, list(NAME)),
      login('rival'),
      call('open another', 'POST', '/api/transaction', '', {
        headers: { cookie: 'session_id={{rival}}' },
        undo: { ...ROLLED_BACK, steps: [{ ...rollBack(), headers: { cookie: 'session_id={{rival}}' } }] },
      }),
      call('change something', 'POST', LISTS, list(`${NAME}-2`), {
        headers: { cookie: 'session_id={{rival}}', ...JSON_TYPE },
        undo: { ...ROLLED_BACK, steps: [{ ...rollBack(), headers: { cookie: 'session_id={{rival}}' } }] },
      }),
      rollBack(),
    ],
  },
  {
    name: 'a change is committed and taken away',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      open(),
      call('make it', 'POST', LISTS, list(NAME), { keep: made('kept', LISTS) }),
      call('commit', 'PUT', '/api/transaction', commit('pam-mock-probe: made'), {
        undo: removal(NAME, `${LISTS}/{{kept}}`),
      }),
      call('read it', 'GET', `${LISTS}/{{kept}}`, undefined, { said: ['/key', '/body/**'] }),
      open('open another'),
      call('delete it', 'DELETE', `${LISTS}/{{kept}}`),
      call('commit that', 'PUT', '/api/transaction', commit(REMOVAL)),
    ],
  },
  {
    name: 'a browser changes something',
    writes: true,
    needs: ['session'],
    headers: { ...SESSION, 'user-agent': 'Mozilla/5.0 (pam-mock-probe)' },
    steps: [call('open a transaction', 'POST', '/api/transaction', '', { undo: ROLLED_BACK })],
  },
  {
    name: 'a key of the API is made, used and taken away',
    writes: true,
    needs: ['session'],
    headers: SESSION,
    steps: [
      open(),
      call('make it', 'POST', '/api/user/api_keys', '{"name":"pam-mock-probe-key"}', {
        keep: {
          ...made('apiKey', '/api/user/api_keys'),
          token: { pattern: String.raw`"token":\s*"([^"]+)"` },
        },
      }),
      call('commit', 'PUT', '/api/transaction', commit('pam-mock-probe: a key'), {
        undo: removal('pam-mock-probe-key', '/api/user/api_keys/{{apiKey}}'),
      }),
      call('read it', 'GET', '/api/user/api_keys/{{apiKey}}'),
      ...['Bearer {{token}}', 'apikey {{token}}'].map((authorization) =>
        call(`use it as ${authorization.split(' ')[0]}`, 'GET', '/api/info', undefined, {
          headers: { cookie: '', authorization },
        }),
      ),
      call('use it in a header of its own', 'GET', '/api/info', undefined, {
        headers: { cookie: '', 'x-api-key': '{{token}}' },
      }),
      open('open another'),
      call('delete it', 'DELETE', '/api/user/api_keys/{{apiKey}}'),
      call('commit that', 'PUT', '/api/transaction', commit(REMOVAL)),
    ],
  },
]

function ca(reference: string): string {
  return `{"name":"pam-mock-probe-ca","ca":${reference}}`
}
