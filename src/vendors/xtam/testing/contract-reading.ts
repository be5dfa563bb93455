/** Stories of the application that read: who calls, and what is not there. */
import type { ContractStory } from '../../../kernel/surface/contract.ts'
import { BASIC, NONE, NO_ID, NO_NUMBER, REST, get } from './contract-steps.ts'

export const readingStories: readonly ContractStory[] = [
  {
    name: 'nobody is signed in',
    steps: [
      get('who am I', `${REST}/user/whoami`),
      get('a record', `${REST}/record/get/${NO_ID}`),
      get('the application', '/xtam/'),
      get('the application without a slash', '/xtam'),
      get('a page that is not there', `/xtam/${NONE}`),
      get('a bad scheme', `${REST}/user/whoami`, { headers: { authorization: 'Bearer pam-mock-probe' } }),
      get('an unknown ticket', `${REST}/user/whoami?ticket=ST-1-pam-mock-probe`),
      get('an unknown ticket to the application', '/xtam/?ticket=ST-1-pam-mock-probe'),
      get('an unknown session', `${REST}/user/whoami`, {
        headers: { cookie: `JSESSIONID=${'0'.repeat(32)}` },
      }),
    ],
  },
  {
    name: 'who calls, and the token for changes',
    headers: BASIC,
    needs: ['basic'],
    steps: [
      get('who am I', `${REST}/user/whoami`, {
        said: ['/directory', '/type'],
        keep: { xsrf: { header: 'set-cookie', pattern: 'XSRF-TOKEN=([^;]+)' } },
      }),
      get('again', `${REST}/user/whoami`, { headers: { cookie: 'XSRF-TOKEN={{xsrf}}' } }),
    ],
  },
  {
    name: 'what is not there',
    headers: BASIC,
    needs: ['basic'],
    steps: [
      get('a path', `${REST}/${NONE}`),
      get('a function of a record', `${REST}/record/${NONE}/${NO_ID}`),
      get('a record', `${REST}/record/get/${NO_ID}`),
      get('a record by number', `${REST}/record/get/${NO_NUMBER}`),
      get('a record by an id that is none', `${REST}/record/get/${NONE}`),
      get('its secrets', `${REST}/record/unlock/${NO_ID}`),
      get('a field of it', `${REST}/record/unlock/${NO_ID}/Password`),
      get('a folder', `${REST}/folder/get/${NO_ID}`),
      get('what is in a folder', `${REST}/folder/list/${NO_ID}`),
      get('a type', `${REST}/recordtype/get/${NO_ID}`),
      get('permissions', `${REST}/permission/list/${NO_ID}`),
      get('tasks', `${REST}/task/list/${NO_ID}`),
      { name: 'a method', method: 'OPTIONS', path: `${REST}/user/whoami` },
      { name: 'the head alone', method: 'HEAD', path: `${REST}/user/whoami` },
      get('from elsewhere', `${REST}/user/whoami`, { headers: { origin: 'https://pam-mock-probe.example' } }),
      get('a bad search', `${REST}/record/search?query=${encodeURIComponent('type:')}`),
    ],
  },
  {
    name: 'a user without any rights',
    headers: { authorization: '{{limitedBasic}}' },
    needs: ['limitedBasic', 'folder', 'record'],
    steps: [
      get('who am I', `${REST}/user/whoami`),
      get('a record', `${REST}/record/get/{{url:record}}`),
      get('its secrets', `${REST}/record/unlock/{{url:record}}`),
      get('what is in a folder', `${REST}/folder/list/{{url:folder}}`),
      get('the audit', `${REST}/audit/list?limit=1`),
      get('users', `${REST}/user/list`),
    ],
  },
  {
    name: 'objects of another kind',
    headers: BASIC,
    needs: ['folder', 'record'],
    steps: [
      get('a folder as a record', `${REST}/record/get/{{url:folder}}`),
      get('a record as a folder', `${REST}/folder/list/{{url:record}}`),
      get('another object', `${REST}/recordtype/get/{{url:record}}`),
      get('a field that is not there', `${REST}/record/unlock/{{url:record}}/${NONE}`),
    ],
  },
]
