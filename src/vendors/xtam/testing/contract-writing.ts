/** Stories that write: a record and a folder, in a folder that the user names. They are taken away again. */
import type { ContractStep, ContractStory, ContractUndo } from '../../../kernel/surface/contract.ts'
import { BASIC, CAS, CHANGE, NONE, NO_ID, REST, get, post, postJson } from './contract-steps.ts'

const RECORD = 'pam-mock-probe-record'
const MAKE = `${REST}/record/new/{{url:folder}}/{{url:recordType}}`
const FIELDS = `name=${RECORD}&description=made+by+pam-mock+verify&custom=%7B%22Host%22%3A%22pam-mock-probe.example%22%2C%22Password%22%3A%22pam-mock-probe%22%7D`

/** What it was given is a number or a text, or the answer is nothing else. */
const ID = { pattern: String.raw`^\s*(?:\{\s*"id"\s*:\s*)?"?([\w-]+)"?` }

/** Each answer may hand out another token for changes, and the last one holds. */
const whoAmI = get('who am I', `${REST}/user/whoami`, {
  silent: true,
  headers: BASIC,
  keep: { xsrf: { header: 'set-cookie', pattern: 'XSRF-TOKEN=([^;]+)' } },
})

const gone = (variable: string, thing: string, kind: 'record' | 'folder'): ContractUndo => ({
  thing,
  steps: [
    whoAmI,
    get('find it', `${REST}/folder/list/{{url:folder}}`, {
      headers: BASIC,
      keep: { [variable]: { pattern: String.raw`"id"\s*:\s*"?([\w-]+)"?\s*,\s*"name"\s*:\s*"${thing}"` } },
    }),
    post('delete it', `${REST}/${kind}/delete/{{url:${variable}}}`, '', { headers: CHANGE }),
  ],
})

/** A record that should not be made, and is taken away if it is. */
function refused(name: string, path: string, body: string, extras: Partial<ContractStep> = {}): ContractStep {
  const variable = `refused${name.replaceAll(/\W/g, '')}`
  return post(name, path, body, {
    keep: { [variable]: ID },
    undo: gone(variable, RECORD, 'record'),
    ...extras,
  })
}

export const writingStories: readonly ContractStory[] = [
  {
    name: 'a wrong password',
    writes: true,
    headers: { 'user-agent': 'Mozilla/5.0 (pam-mock-probe)', accept: '*/*' },
    steps: [
      get('the page', `${CAS}/login`, {
        silent: true,
        keep: { execution: { pattern: 'name="execution" value="([^"]+)"' } },
      }),
      post(
        'sign in',
        `${CAS}/login`,
        'username={{url:user}}&password=pam-mock-probe-wrong&execution={{url:execution}}&_eventId=submit&geolocation=',
      ),
    ],
  },
  {
    name: 'changes without the token for them',
    writes: true,
    headers: BASIC,
    needs: ['folder', 'recordType'],
    steps: [
      refused('none', MAKE, FIELDS),
      refused('an unknown one', MAKE, FIELDS, { headers: { 'x-xsrf-token': 'pam-mock-probe' } }),
    ],
  },
  {
    name: 'a record is made, changed and taken away',
    writes: true,
    headers: CHANGE,
    needs: ['folder', 'recordType'],
    steps: [
      whoAmI,
      post('make it', MAKE, FIELDS, { keep: { own: ID }, undo: gone('own', RECORD, 'record') }),
      get('read it', `${REST}/record/get/{{url:own}}`, { said: ['/custom', '/name', '/description'] }),
      get('unlock it', `${REST}/record/unlock/{{url:own}}`, { said: ['/custom'] }),
      get('a field of it', `${REST}/record/unlock/{{url:own}}/Host`, { said: [''] }),
      post('change it', `${REST}/record/update/{{url:own}}`, 'description=changed'),
      post(
        'change its fields',
        `${REST}/record/update/{{url:own}}`,
        'custom=%7B%22Host%22%3A%22other.example%22%7D',
      ),
      get('unlock it again', `${REST}/record/unlock/{{url:own}}`, { said: ['/custom', '/description'] }),
      post('with a session of no cookie', `${REST}/record/update/{{url:own}}`, 'description=again', {
        headers: { cookie: 'XSRF-TOKEN=pam-mock-probe' },
      }),
      post('delete it', `${REST}/record/delete/{{url:own}}`, '', { headers: {} }),
      post('delete it again', `${REST}/record/delete/{{url:own}}`),
      get('read it no more', `${REST}/record/get/{{url:own}}`),
    ],
  },
  {
    name: 'records that cannot be made',
    writes: true,
    headers: CHANGE,
    needs: ['folder', 'recordType'],
    steps: [
      whoAmI,
      refused('without a name', MAKE, 'name='),
      refused('with a long name', MAKE, `name=${'n'.repeat(2000)}`),
      refused('with fields that are no JSON', MAKE, `name=${RECORD}&custom=%7B`),
      refused('with an unknown field', MAKE, `name=${RECORD}&custom=%7B%22${NONE}%22%3A1%7D`),
      refused('in no folder', `${REST}/record/new/${NO_ID}/{{url:recordType}}`, FIELDS),
      refused('of no type', `${REST}/record/new/{{url:folder}}/${NO_ID}`, FIELDS),
      postJson('a body that is no JSON', `${REST}/folder/create/{{url:folder}}`, {}, { body: '{' }),
      postJson('a folder without a name', `${REST}/folder/create/{{url:folder}}`, { name: '' }),
    ],
  },
  {
    name: 'a folder is made and taken away',
    writes: true,
    headers: CHANGE,
    needs: ['folder'],
    steps: [
      whoAmI,
      postJson(
        'make it',
        `${REST}/folder/create/{{url:folder}}`,
        { name: 'pam-mock-probe-folder', description: '' },
        {
          keep: { ownFolder: ID },
          undo: gone('ownFolder', 'pam-mock-probe-folder', 'folder'),
        },
      ),
      get('what is in it', `${REST}/folder/list/{{url:ownFolder}}`),
      postJson('change it', `${REST}/folder/update/{{url:ownFolder}}`, { description: 'changed' }),
      post('delete it', `${REST}/folder/delete/{{url:ownFolder}}`, '', { headers: {} }),
      post('delete it again', `${REST}/folder/delete/{{url:ownFolder}}`),
    ],
  },
]
