/** Stories that read: who may, what is found, and what is not. */
import type { ContractStory } from '../../../kernel/surface/contract.ts'
import {
  FORM,
  INTERACTIVE,
  NO_ID,
  NONE,
  PKI,
  REST,
  TOKEN,
  get,
  input,
  member,
  send,
} from './contract-steps.ts'

const QUERY = 'AUTHTOKEN={{url:token}}'

/** A token that nobody has. */
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

export const readingStories: readonly ContractStory[] = [
  {
    name: 'a resource and an account to read',
    headers: TOKEN,
    needs: ['token'],
    gives: ['resource', 'resourceName', 'account', 'accountName'],
    steps: [
      get('resources', `${REST}/resources`, {
        keep: { resource: member('RESOURCE ID'), resourceName: member('RESOURCE NAME') },
      }),
      get('its accounts', `${REST}/resources/{{resource}}/accounts`, {
        keep: { account: member('ACCOUNT ID'), accountName: member('ACCOUNT NAME') },
      }),
    ],
  },
  {
    name: 'a user to read',
    headers: TOKEN,
    needs: ['token'],
    gives: ['userId'],
    steps: [get('users', `${REST}/user`, { keep: { userId: member('USERID') } })],
  },
  {
    name: 'groups to read',
    headers: TOKEN,
    needs: ['token'],
    gives: ['group', 'userGroup'],
    steps: [
      get('resource groups', `${REST}/resourcegroup`, {
        keep: { group: { pattern: String.raw`"(?:resourceGroupId|GROUP ?ID)"\s*:\s*"?(\d+)` } },
      }),
      get('user groups', `${REST}/user/usergroups`, { keep: { userGroup: member('USERGROUPID') } }),
    ],
  },
  {
    name: 'categories of personal passwords',
    headers: TOKEN,
    needs: ['token'],
    gives: ['category'],
    steps: [get('categories', `${REST}/personal/categories`, { keep: { category: member('CATEGORYID') } })],
  },
  {
    name: 'ways that a token comes',
    needs: ['token'],
    steps: [
      get('none', `${REST}/resources`),
      get('none, to the keys', `${PKI}/getAllSSLCertificates`),
      get('an unknown one', `${REST}/resources`, { headers: { AUTHTOKEN: UNKNOWN } }),
      get('an unknown one in the query', `${REST}/resources?AUTHTOKEN=${UNKNOWN}`),
      get('in the query', `${REST}/resources?${QUERY}`),
      get('an application’s, in a header', `${REST}/resources`, { headers: { APP_AUTHTOKEN: '{{token}}' } }),
      get('an application’s, in the query', `${REST}/resources?APP_AUTHTOKEN={{url:token}}`),
      get('to the keys, in the query', `${PKI}/getAllSSLCertificates?${QUERY}`),
    ],
  },
  {
    name: 'the way of 2014',
    needs: ['resource', 'account'],
    steps: [
      get('accounts', `${REST}/resources/{{resource}}/accounts?${QUERY}`),
      get('an account', `${REST}/resources/{{resource}}/accounts/{{account}}?${QUERY}`),
      get(
        'ids by their names',
        `${REST}/resources/resourcename/{{url:resourceName}}/accounts/accountname/{{url:accountName}}?${QUERY}`,
      ),
      get('a resource’s id', `${REST}/resources/resourcename/{{url:resourceName}}?${QUERY}`),
      get('requests for passwords', `${REST}/accounts/passwordaccessrequests?${QUERY}`),
      get('no such account', `${REST}/resources/{{resource}}/accounts/${NO_ID}?${QUERY}`),
    ],
  },
  {
    name: 'ids by names, in a query',
    headers: TOKEN,
    needs: ['resourceName', 'accountName'],
    steps: [
      get(
        'both',
        `${REST}/resources/getResourceIdAccountId?${input({ RESOURCENAME: '{{resourceName}}', ACCOUNTNAME: '{{accountName}}' })}`,
      ),
      get('neither', `${REST}/resources/getResourceIdAccountId`),
      get(
        'none',
        `${REST}/resources/getResourceIdAccountId?${input({ RESOURCENAME: NONE, ACCOUNTNAME: NONE })}`,
      ),
      get(
        'parameters',
        `${REST}/resources/getResourceIdAccountId?RESOURCENAME={{url:resourceName}}&ACCOUNTNAME={{url:accountName}}`,
      ),
    ],
  },
  {
    name: 'what is not there',
    headers: TOKEN,
    needs: ['resource'],
    steps: [
      get('a path', `${REST}/${NONE}`),
      get('a function of the keys', `${PKI}/${NONE}`),
      get('an operation by name', `${INTERACTIVE}?OPERATION_NAME=${NONE.toUpperCase()}`),
      get('a resource', `${REST}/resources/${NO_ID}/accounts`),
      get('a resource’s groups', `${REST}/resources/${NO_ID}/associatedGroups`),
      get('a resource by name', `${REST}/resources/resourcename/${NONE}`),
      get('an account by name', `${REST}/resources/resourcename/${NONE}/accounts/accountname/${NONE}`),
      get('an account', `${REST}/resources/{{resource}}/accounts/${NO_ID}`),
      get('a password', `${REST}/resources/{{resource}}/accounts/${NO_ID}/password`),
      get('a history', `${REST}/resources/{{resource}}/accounts/${NO_ID}/passwordhistory`),
      get('a code', `${REST}/accounts/${NO_ID}/totp`),
      get('a file', `${REST}/resources/{{resource}}/accounts/${NO_ID}/downloadfile`),
      get('a user', `${REST}/user/${NO_ID}`),
      get('a user by name', `${REST}/user/getUserId?USERNAME=${NONE}`),
      get('a group of users', `${REST}/user/usergroups/${NO_ID}`),
      get('a group of users by name', `${REST}/user/getUserGroupId?USERGROUPNAME=${NONE}`),
      get('a group of resources', `${REST}/resourcegroup/${NO_ID}`),
      get('a category', `${REST}/personal/categories/${NO_ID}/fields`),
      get('an audit', `${REST}/audit?AUDITTYPE=${NONE}`),
      get('a policy', `${REST}/passwords/generate?${input({ POLICY: NONE })}`),
    ],
  },
  {
    name: 'keys and certificates that are not there',
    headers: TOKEN,
    needs: ['token'],
    steps: [
      ...[
        'getCertificateDetails',
        'getCertificate',
        'getCertificateKeyStore',
        'getCertificatePassphrase',
      ].map((name) => get(name, `${PKI}/${name}?${input({ common_name: NONE, serial_number: NO_ID })}`)),
      get('exportCSR', `${PKI}/exportCSR?${input({ CSR_ID: NO_ID })}`),
      ...['getSSHKeyPassphrase'].map((name) => get(name, `${PKI}/${name}?${input({ keyName: NONE })}`)),
      get('getSSHkeysforuser', `${PKI}/getSSHkeysforuser?${input({ userName: NONE, resourceName: NONE })}`),
      get('exportKeystoreKey', `${PKI}/exportKeystoreKey?${input({ keyName: NONE })}`),
      get('a parameter is missing', `${PKI}/getCertificateDetails`),
    ],
  },
  {
    name: 'passwords that are tried',
    headers: TOKEN,
    needs: ['token'],
    steps: [
      get('generate one', `${REST}/passwords/generate`),
      get('one that is weak', `${REST}/passwords/validate?${input({ PASSWORD: 'short', POLICY: 'Strong' })}`),
      get(
        'one that is long',
        `${REST}/passwords/validate?${input({ PASSWORD: 'a'.repeat(200), POLICY: 'Strong' })}`,
      ),
      get(
        'letters alone',
        `${REST}/passwords/validate?${input({ PASSWORD: 'abcdefghijkl', POLICY: 'Strong' })}`,
      ),
      get(
        'no numerals',
        `${REST}/passwords/validate?${input({ PASSWORD: 'Abcdefghijkl', POLICY: 'Strong' })}`,
      ),
      get(
        'no special characters',
        `${REST}/passwords/validate?${input({ PASSWORD: 'Abcdefgh1234', POLICY: 'Strong' })}`,
      ),
      get(
        'one that is strong',
        `${REST}/passwords/validate?${input({ PASSWORD: 'Abcdef12#$', POLICY: 'Strong' })}`,
      ),
      get('no password', `${REST}/passwords/validate`),
      get(
        'an unknown policy',
        `${REST}/passwords/validate?${input({ PASSWORD: 'Abcdef12#$', POLICY: NONE })}`,
      ),
    ],
  },
  {
    name: 'somebody who administers nothing',
    headers: { AUTHTOKEN: '{{limitedToken}}' },
    needs: ['limitedToken', 'userId'],
    steps: [
      get('users', `${REST}/user`),
      get('groups of users', `${REST}/user/usergroups`),
      get('an audit', `${REST}/audit?AUDITTYPE=User`),
      get('a report', `${REST}/reports/resources`),
      get('certificates', `${PKI}/getAllSSLCertificates`),
      get('requests', `${REST}/accounts/passwordaccessrequests`),
    ],
  },
  {
    name: 'a query that is no JSON',
    headers: TOKEN,
    needs: ['resource'],
    steps: [
      get('resources', `${REST}/resources?INPUT_DATA=%7B`),
      get(
        'an index that is none',
        `${INTERACTIVE}?OPERATION_NAME=GET_RESOURCES&${input({ STARTINDEX: NONE })}`,
      ),
      get('a script', `${REST}/user/getUserId?USERNAME=%3Cscript%3E`),
    ],
  },
  {
    name: 'how users sign in to the interactive API',
    steps: [
      send('modes', 'POST', `${INTERACTIVE}?OPERATION_NAME=GET_AUTHENTICATION_MODE`, undefined, {
        said: ['/operation/Details/**'],
      }),
      send('a session of the web', 'POST', `${INTERACTIVE}?OPERATION_NAME=GET_JSESSIONIDSSO`),
    ],
  },
  {
    name: 'a user signs in to the interactive API',
    needs: ['user', 'password'],
    steps: [
      send('sign in', 'POST', '/api/json/firstauth', undefined, {
        headers: FORM,
        body: `USERNAME={{url:user}}&PASSWORD={{url:password}}&FIRSTAUTHMODE=LOCAL&DOMAINNAME=LOCAL&hidCaptchaID=null&inCaptchaChars=null`,
        keep: { key: member('AUTHKEY'), sessionId: { header: 'sessionid', pattern: '^(.+)$' } },
        undo: {
          thing: 'a session',
          fades: true,
          steps: [
            send('sign out', 'POST', `${INTERACTIVE}?OPERATION_NAME=LOGOUT_USER`, undefined, {
              headers: { AUTHTOKEN: '{{key}}', sessionId: '{{sessionId}}' },
            }),
          ],
        },
      }),
      get('what the user may do', `${REST}/user/featureroles`, { headers: { AUTHTOKEN: '{{key}}' } }),
      send('sign out', 'POST', `${INTERACTIVE}?OPERATION_NAME=LOGOUT_USER`, undefined, {
        headers: { AUTHTOKEN: '{{key}}', sessionId: '{{sessionId}}' },
      }),
    ],
  },
]
