/** Stories that write: a resource with its account, groups, a user. All that is made is taken away again. */
import type { ContractStep, ContractStory, ContractUndo } from '../../../kernel/surface/contract.ts'
import { FORM, NO_ID, NONE, REST, TOKEN, get, member, send } from './contract-steps.ts'

const RESOURCE = 'pam-mock-probe-resource'
const SECRET = 'Pam-Mock-Probe-1!'

const RESOURCE_DETAILS = {
  RESOURCENAME: RESOURCE,
  ACCOUNTNAME: 'pam-mock-probe-account',
  RESOURCETYPE: 'Linux',
  PASSWORD: SECRET,
  NOTES: 'made by pam-mock verify',
}

const OWN = `${REST}/resources/{{ownResource}}`
const OWN_ACCOUNT = `${OWN}/accounts/{{ownAccount}}`

const lookUp = (): ContractStep =>
  get('find it', `${REST}/resources/resourcename/${RESOURCE}/accounts/accountname/pam-mock-probe-account`, {
    keep: { ownResource: member('RESOURCEID'), ownAccount: member('ACCOUNTID') },
  })

/** Its id is not told by every version: it is found by its name. */
const RESOURCE_GONE: ContractUndo = {
  thing: RESOURCE,
  steps: [lookUp(), send('delete it', 'DELETE', OWN)],
}

export const writingStories: readonly ContractStory[] = [
  {
    name: 'a wrong password',
    writes: true,
    needs: ['user'],
    steps: [
      send('sign in', 'POST', '/api/json/firstauth', undefined, {
        headers: FORM,
        body: `USERNAME={{url:user}}&PASSWORD=pam-mock-probe-wrong&FIRSTAUTHMODE=LOCAL&DOMAINNAME=LOCAL&hidCaptchaID=null&inCaptchaChars=null`,
      }),
    ],
  },
  {
    name: 'a resource is made, used and taken away',
    writes: true,
    headers: TOKEN,
    needs: ['token'],
    steps: [
      send('make it', 'POST', `${REST}/resources`, RESOURCE_DETAILS, { undo: RESOURCE_GONE }),
      send('the same again', 'POST', `${REST}/resources`, RESOURCE_DETAILS),
      lookUp(),
      get('its accounts', `${OWN}/accounts`, { said: ['/operation/Details/ACCOUNT LIST/*/PASSWORD STATUS'] }),
      get('its account', OWN_ACCOUNT, { said: ['/operation/Details/PASSWORD STATUS'] }),
      get('its groups', `${OWN}/associatedGroups`),
      get('its password', `${OWN_ACCOUNT}/password`),
      get('its password the way of 2014', `${OWN_ACCOUNT}/password?AUTHTOKEN={{url:token}}`, {
        headers: { AUTHTOKEN: '' },
      }),
      get('a code', `${REST}/accounts/{{ownAccount}}/totp`),
      get('a file', `${OWN_ACCOUNT}/downloadfile`),
      get('a ticket', `${REST}/accounts/{{ownAccount}}/validateHelpDeskID`),
      send('change the password', 'PUT', `${OWN_ACCOUNT}/password`, {
        NEWPASSWORD: `${SECRET}2`,
        RESETTYPE: 'LOCAL',
        REASON: 'pam-mock verify',
      }),
      send('change it to the same', 'PUT', `${OWN_ACCOUNT}/password`, {
        NEWPASSWORD: `${SECRET}2`,
        RESETTYPE: 'LOCAL',
        REASON: 'pam-mock verify',
      }),
      send('change it to a weak one', 'PUT', `${OWN_ACCOUNT}/password`, {
        NEWPASSWORD: 'a',
        RESETTYPE: 'LOCAL',
        REASON: 'pam-mock verify',
      }),
      send('change it to none', 'PUT', `${OWN_ACCOUNT}/password`, {}),
      get('its history', `${OWN_ACCOUNT}/passwordhistory`),
      send('ask for it', 'POST', `${REST}/accounts/{{ownAccount}}/requestpassword`, {
        REASON: 'pam-mock verify',
      }),
      send('check it out', 'POST', `${REST}/accounts/{{ownAccount}}/checkout`, { REASON: 'pam-mock verify' }),
      send('check it in', 'POST', `${REST}/accounts/{{ownAccount}}/checkin`),
      send('add an account', 'POST', `${OWN}/accounts`, {
        ACCOUNTLIST: [{ ACCOUNTNAME: 'pam-mock-probe-second', PASSWORD: SECRET, NOTES: '' }],
      }),
      send('add it again', 'POST', `${OWN}/accounts`, {
        ACCOUNTLIST: [{ ACCOUNTNAME: 'pam-mock-probe-second', PASSWORD: SECRET, NOTES: '' }],
      }),
      send('edit the account', 'PUT', OWN_ACCOUNT, {
        ACCOUNTNAME: 'pam-mock-probe-account',
        NOTES: 'edited',
      }),
      send('edit the resource', 'PUT', OWN, { RESOURCENAME: RESOURCE, LOCATION: 'nowhere' }),
      send('delete the account', 'DELETE', OWN_ACCOUNT),
      send('delete it again', 'DELETE', OWN_ACCOUNT),
      send('delete the resource', 'DELETE', OWN),
      send('delete that again', 'DELETE', OWN),
      get('find it no more', `${OWN}/accounts`),
    ],
  },
  {
    name: 'resources that cannot be made',
    writes: true,
    headers: TOKEN,
    needs: ['token'],
    steps: [
      send('without anything', 'POST', `${REST}/resources`, {}),
      send('without a body', 'POST', `${REST}/resources`),
      send('of no JSON', 'POST', `${REST}/resources`, undefined, { headers: FORM, body: 'INPUT_DATA=%7B' }),
      send('of a bare JSON', 'POST', `${REST}/resources`, undefined, {
        headers: { 'content-type': 'application/json' },
        body: '{"operation":{"Details":{}}}',
      }),
      send(
        'of an unknown type',
        'POST',
        `${REST}/resources`,
        { ...RESOURCE_DETAILS, RESOURCETYPE: NONE },
        { undo: RESOURCE_GONE },
      ),
      send(
        'with an unknown field',
        'POST',
        `${REST}/resources`,
        {
          ...RESOURCE_DETAILS,
          RESOURCECUSTOMFIELD: [{ CUSTOMLABEL: NONE, CUSTOMVALUE: 'x' }],
        },
        { undo: RESOURCE_GONE },
      ),
      send(
        'with a script',
        'POST',
        `${REST}/resources`,
        { ...RESOURCE_DETAILS, NOTES: '<script>' },
        { undo: RESOURCE_GONE },
      ),
    ],
  },
  {
    name: 'what is not there cannot be changed',
    writes: true,
    headers: TOKEN,
    needs: ['token'],
    steps: [
      send('a resource', 'PUT', `${REST}/resources/${NO_ID}`, { RESOURCENAME: RESOURCE }),
      send('its deletion', 'DELETE', `${REST}/resources/${NO_ID}`),
      send('an account', 'PUT', `${REST}/resources/${NO_ID}/accounts/${NO_ID}`, { ACCOUNTNAME: NONE }),
      send('a password', 'PUT', `${REST}/resources/${NO_ID}/accounts/${NO_ID}/password`, {
        NEWPASSWORD: SECRET,
        RESETTYPE: 'LOCAL',
        REASON: 'x',
      }),
      send('a request', 'POST', `${REST}/accounts/${NO_ID}/requestpassword`, { REASON: 'x' }),
      send('an approval', 'POST', `${REST}/accounts/${NO_ID}/requester/${NO_ID}/approve`, { REASON: 'x' }),
      send('a group', 'PUT', `${REST}/resourcegroup/${NO_ID}`, { resourceGroupName: NONE }),
      send('a user', 'PUT', `${REST}/user/${NO_ID}`, { EMAIL: 'pam-mock-probe@pmp.example' }),
      send('a group of users', 'PUT', `${REST}/user/usergroups/${NO_ID}`, { USERGROUPNAME: NONE }),
      send('a method that is not there', 'DELETE', `${REST}/passwordpolicies`),
    ],
  },
  {
    name: 'a group of resources is made and taken away',
    writes: true,
    headers: TOKEN,
    needs: ['token'],
    steps: [
      send('make it', 'POST', `${REST}/resourcegroup`, groupDetails(), {
        keep: {
          ownGroup: {
            pattern: String.raw`"(?:resourceGroupId|GROUPID|groupId|GROUP ID|resourcegroupId)"\s*:\s*"?(\d+)`,
          },
        },
        undo: {
          thing: 'pam-mock-probe-group (of resources)',
          steps: [
            get('find it', `${REST}/resourcegroup`, {
              keep: {
                ownGroup: {
                  pattern: String.raw`"resourceGroupName"\s*:\s*"pam-mock-probe-group"[^{}]*"resourceGroupId"\s*:\s*"?(\d+)`,
                },
              },
            }),
            send('delete it', 'DELETE', `${REST}/resourcegroup/{{ownGroup}}`),
          ],
        },
      }),
      send('the same again', 'POST', `${REST}/resourcegroup`, groupDetails()),
      send('without a name', 'POST', `${REST}/resourcegroup`, {}),
      get('read it', `${REST}/resourcegroup/{{ownGroup}}`),
      send('another description', 'PUT', `${REST}/resourcegroup/{{ownGroup}}`, {
        resourceGroupDescription: 'edited',
      }),
      send('a resource that is not there', 'POST', `${REST}/resourcegroup/{{ownGroup}}/associateResources`, {
        RESOURCEIDS: [NO_ID],
      }),
      send('one that is not in it', 'POST', `${REST}/resourcegroup/{{ownGroup}}/dissociateResources`, {
        RESOURCEIDS: [NO_ID],
      }),
      send('delete it', 'DELETE', `${REST}/resourcegroup/{{ownGroup}}`),
      send('delete it again', 'DELETE', `${REST}/resourcegroup/{{ownGroup}}`),
    ],
  },
  {
    name: 'a group of users is made and taken away',
    writes: true,
    headers: TOKEN,
    needs: ['token'],
    steps: [
      send(
        'make it',
        'POST',
        `${REST}/user/usergroups`,
        { USERGROUPNAME: 'pam-mock-probe-group', USERIDS: [] },
        {
          keep: { ownUserGroup: member('USERGROUPID') },
          undo: {
            thing: 'pam-mock-probe-group (of users)',
            steps: [
              get('find it', `${REST}/user/getUserGroupId?USERGROUPNAME=pam-mock-probe-group`, {
                keep: { ownUserGroup: member('USERGROUPID') },
              }),
              send('delete it', 'DELETE', `${REST}/user/usergroups/{{ownUserGroup}}`),
            ],
          },
        },
      ),
      send('the same again', 'POST', `${REST}/user/usergroups`, {
        USERGROUPNAME: 'pam-mock-probe-group',
        USERIDS: [],
      }),
      send('without a name', 'POST', `${REST}/user/usergroups`, { USERIDS: [] }),
      send('with nobody', 'POST', `${REST}/user/usergroups`, { USERGROUPNAME: NONE, USERIDS: [NO_ID] }),
      get('read it', `${REST}/user/usergroups/{{ownUserGroup}}`),
      send('edit it', 'PUT', `${REST}/user/usergroups/{{ownUserGroup}}`, {
        USERGROUPNAME: 'pam-mock-probe-group',
        USERIDS: [],
      }),
      send('delete it', 'DELETE', `${REST}/user/usergroups/{{ownUserGroup}}`),
      send('delete it again', 'DELETE', `${REST}/user/usergroups/{{ownUserGroup}}`),
    ],
  },
  {
    name: 'a user is made and taken away',
    writes: true,
    headers: TOKEN,
    needs: ['token'],
    steps: [
      send('make one', 'POST', `${REST}/user`, userDetails(), {
        undo: {
          thing: 'pam-mock-probe-user',
          steps: [findUser(), send('delete it', 'DELETE', `${REST}/user/{{ownUser}}`)],
        },
      }),
      send('the same again', 'POST', `${REST}/user`, userDetails()),
      send('without a name', 'POST', `${REST}/user`, { FIRSTNAME: 'Nobody' }),
      findUser(),
      get('read it', `${REST}/user/{{ownUser}}`),
      send('edit it', 'PUT', `${REST}/user/{{ownUser}}`, { DEPARTMENT: 'none' }),
      send('delete it', 'DELETE', `${REST}/user/{{ownUser}}`),
      send('delete it again', 'DELETE', `${REST}/user/{{ownUser}}`),
    ],
  },
]

function groupDetails(): object {
  return {
    resourceGroupName: 'pam-mock-probe-group',
    resourceGroupDescription: 'made by pam-mock verify',
    RESOURCEIDS: [],
  }
}

function userDetails(): object {
  return {
    USERNAME: 'pam-mock-probe-user',
    FIRSTNAME: 'Pam',
    LASTNAME: 'Mock',
    EMAIL: 'pam-mock-probe@pmp.example',
    PASSWORD: SECRET,
    POLICY: 'Strong',
    ROLE: 'Password User',
    ISSUPERADMIN: 'false',
    DEPARTMENT: 'test',
    LOCATION: 'test',
  }
}

function findUser(): ContractStep {
  return get('find it', `${REST}/user/getUserId?USERNAME=pam-mock-probe-user`, {
    keep: { ownUser: member('USERID') },
  })
}
