/** SSH keys, part of the PKI API. */
import { findSshKey, listSshKeys } from '../domain/pki.ts'
import { operation } from '../operation.ts'
import { file } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { sshKeyChoice } from '../schemas/pki.ts'
import type { SshKeyRow } from '../state.ts'
import { orderKeys } from '../wire/key-order.ts'

const sshKeyList = operation({
  id: 'pmp.ssh-key.list',
  route: 'GET /api/pki/restapi/getAllSSHKeys',
  name: 'getAllSSHKeys',
  summary: 'List SSH keys',
  source: 'client C2',
  evidence: 'client',
  answer: answers.sshKeys,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'sshKeysFetched',
    members: { SSHKeys: listSshKeys(world, actor).map(printedKey) },
  }),
})

const sshKeysOfUser = operation({
  id: 'pmp.ssh-key.list-by-user',
  route: 'GET /api/pki/restapi/getSSHkeysforuser',
  name: 'getSSHkeysforuser',
  summary: 'List the SSH keys of a user on a resource',
  source: 'PAM360 REST, sshapi-5',
  evidence: 'documented',
  input: sshKeyChoice,
  mandatory: ['userName', 'resourceName'],
  answer: answers.sshKeys,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }, { userName, resourceName }) => {
    const keys = listSshKeys(world, actor).filter(
      (key) => key.userName === userName && key.resourceName === resourceName,
    )
    return { text: 'sshKeysFetched', members: { SSHKeys: keys.map(printedKey) } }
  },
})

const sshKeyGet = operation({
  id: 'pmp.ssh-key.get',
  route: 'POST /api/pki/restapi/getSSHKey',
  name: 'getSSHKey',
  summary: 'Show an SSH key',
  source: 'client C2, which calls it broken on its appliance',
  evidence: 'client',
  input: sshKeyChoice,
  mandatory: ['keyName'],
  answer: answers.oneSshKey,
  refusals: ['role.not-allowed', 'ssh-key.not-found'],
  run: ({ world, actor }, { keyName }) => ({
    text: 'sshKeysFetched',
    members: { details: printedKey(findSshKey(world, actor, keyName)) },
  }),
})

const sshKeyExport = operation({
  id: 'pmp.ssh-key.export',
  route: 'POST /api/pki/restapi/exportSSHKey',
  name: 'exportSSHKey',
  summary: 'Download an SSH key',
  source: 'client C2, which calls it broken on its appliance',
  evidence: 'client',
  secretAnswer: true,
  input: sshKeyChoice,
  mandatory: ['keyName'],
  answer: file,
  refusals: ['role.not-allowed', 'ssh-key.not-found'],
  run: ({ world, actor }, { keyName }) => ({
    text: 'sshKeysFetched',
    file: Buffer.from(findSshKey(world, actor, keyName).privateKey),
  }),
})

export const sshUsers = operation({
  id: 'pmp.ssh-key.users',
  route: 'GET /api/pki/restapi/getAllAssociatedUsers',
  name: 'getAllAssociatedUsers',
  summary: 'List the users whom SSH keys belong to',
  source: 'client C2',
  evidence: 'client',
  answer: answers.sshUsers,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => {
    const users = listSshKeys(world, actor).map(({ userName, resourceName }) =>
      orderKeys({ userName, resourceName }),
    )
    return { text: 'sshKeysFetched', members: { details: users } }
  },
})

function printedKey({ name, userName, resourceName, type }: SshKeyRow): Record<string, string> {
  return orderKeys({ KeyName: name, KeyType: type, UserName: userName, ResourceName: resourceName })
}

export const sshKeyOperations = [sshKeyList, sshKeyGet, sshKeyExport, sshKeysOfUser, sshUsers]
