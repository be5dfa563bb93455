/** SSH keys, part of the PKI API. */
import { printDate } from '../domain/dates.ts'
import { addSshKey, associateSshKey, dissociateSshKey, findSshKey, listSshKeys } from '../domain/ssh-keys.ts'
import type { PmpWorld } from '../domain/world.ts'
import { operation } from '../operation.ts'
import { file, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { newSshKey, sshAssociation, sshKeyImport } from '../schemas/keys.ts'
import { upload } from '../schemas/parameters.ts'
import { sshKeyChoice } from '../schemas/pki.ts'
import type { SshKeyRow } from '../state.ts'
import { listMembers } from './pki-lists.ts'
import { uploadedFile } from './uploads.ts'

const KEY_MANAGER = 'Key Manager Plus REST'
const PATH_INFERRED = 'path and words are our reading'

const sshKeyCreate = operation({
  id: 'pmp.ssh-key.create',
  route: 'POST /api/pki/restapi/createsshkey',
  name: 'CreateSSHKey',
  summary: 'Make an SSH key',
  source: `${KEY_MANAGER}, "To create a new SSH key"`,
  evidence: 'documented',
  input: newSshKey,
  mandatory: ['keyName'],
  answer: nothing,
  refusals: ['input.invalid', 'role.not-allowed', 'ssh-key.exists'],
  run: ({ world, actor }, input) => {
    const { keyName = '', passPhrase = '', comment = '', length = 2048, keyType = 'ssh-rsa' } = input
    addSshKey(world, actor, { name: keyName, type: keyType, length, comment, passphrase: passPhrase })
    return { text: 'sshKeyCreated' }
  },
})

const sshKeyImporting = operation({
  id: 'pmp.ssh-key.import',
  route: 'POST /api/pki/restapi/importSSHKey',
  name: 'importSSHKey',
  summary: 'Take in an SSH key from a file',
  source: `${KEY_MANAGER}, "To import an SSH key"; ${PATH_INFERRED}`,
  evidence: 'inferred',
  input: sshKeyImport,
  body: upload('File'),
  mandatory: ['keyName'],
  answer: nothing,
  refusals: ['input.field-missing', 'role.not-allowed', 'ssh-key.exists'],
  run: (call, { keyName = '', passPhrase = '' }) => {
    const privateKey = uploadedFile(call, 'File').content.toString('utf8')
    // The key itself is not read, so its type is what most are.
    const given = { name: keyName, type: 'ssh-rsa', length: 2048, comment: '', passphrase: passPhrase }
    addSshKey(call.world, call.actor, { ...given, privateKey })
    return { text: 'sshKeyImported' }
  },
})

const sshKeyList = operation({
  id: 'pmp.ssh-key.list',
  route: 'GET /api/pki/restapi/getAllSSHKeys',
  name: 'getAllSSHKeys',
  summary: 'List SSH keys',
  source: 'clients C2 and C20',
  evidence: 'client',
  answer: answers.sshKeys,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'sshKeysFetched',
    members: listMembers(world, 'SSHKeys', printedKeys(world, listSshKeys(world, actor))),
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
    const keys = listSshKeys(world, actor).filter(({ associations }) =>
      associations.some((one) => one.userName === userName && one.resourceName === resourceName),
    )
    return { text: 'sshKeysFetched', members: listMembers(world, 'SSHKeys', printedKeys(world, keys)) }
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
    members: { details: printedKey(world, findSshKey(world, actor, keyName)) },
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

const sshKeyPassphrase = operation({
  id: 'pmp.ssh-key.passphrase',
  route: 'GET /api/pki/restapi/getSSHKeyPassphrase',
  name: 'getSSHKeyPassphrase',
  summary: 'Read the passphrase of an SSH key',
  source: `${KEY_MANAGER}, "To get SSH key passphrase"; ${PATH_INFERRED}, after that of certificates`,
  evidence: 'inferred',
  secretAnswer: true,
  input: sshKeyChoice,
  mandatory: ['keyName'],
  answer: nothing,
  refusals: ['role.not-allowed', 'ssh-key.not-found'],
  run: ({ world, actor }, { keyName }) => {
    const { name, passphrase } = findSshKey(world, actor, keyName)
    return { text: 'sshPassphraseFetched', values: { name, passphrase } }
  },
})

const sshKeyAssociate = operation({
  id: 'pmp.ssh-key.associate',
  route: 'POST /api/pki/restapi/associateSSHKey',
  name: 'associateSSHKey',
  summary: 'Let an SSH key open the door for a user of a resource',
  source: `${KEY_MANAGER}, "To associate an SSH key"; ${PATH_INFERRED}`,
  evidence: 'inferred',
  input: sshAssociation,
  mandatory: ['keyName', 'userName', 'resourceName'],
  answer: nothing,
  refusals: ['role.not-allowed', 'ssh-key.not-found', 'ssh-resource.not-found', 'ssh-user.not-found'],
  run: ({ world, actor }, { keyName, userName = '', resourceName = '' }) => {
    associateSshKey(world, actor, keyName, { userName, resourceName })
    return { text: 'sshKeyAssociated' }
  },
})

const sshKeyDissociate = operation({
  id: 'pmp.ssh-key.dissociate',
  route: 'POST /api/pki/restapi/dissociateSSHKey',
  name: 'dissociateSSHKey',
  summary: 'Take back that an SSH key is for a user of a resource',
  source: `${KEY_MANAGER}, "To dissociate an SSH key"; ${PATH_INFERRED}`,
  evidence: 'inferred',
  input: sshAssociation,
  mandatory: ['keyName', 'userName', 'resourceName'],
  answer: nothing,
  refusals: ['role.not-allowed', 'ssh-key.not-found', 'ssh-key.not-associated'],
  run: ({ world, actor }, { keyName, userName = '', resourceName = '' }) => {
    dissociateSshKey(world, actor, keyName, { userName, resourceName })
    return { text: 'sshKeyDissociated' }
  },
})

/** In the order of the connector's own output (client C20). */
function printedKey({ settings }: PmpWorld, key: SshKeyRow): Record<string, string> {
  return {
    KeyName: key.name,
    KeyType: key.type,
    KeyLength: String(key.length),
    FingerPrint: key.fingerprint,
    isPassphraseAvailable: String(key.passphrase !== ''),
    CreatedBy: key.createdBy,
    CreationTime: printDate(key.createdAt, settings.utcOffsetMinutes),
  }
}

function printedKeys(world: PmpWorld, keys: readonly SshKeyRow[]): Record<string, string>[] {
  return keys.map((key) => printedKey(world, key))
}

export const sshKeyOperations = [
  sshKeyCreate,
  sshKeyImporting,
  sshKeyList,
  sshKeyGet,
  sshKeyExport,
  sshKeyPassphrase,
  sshKeysOfUser,
  sshKeyAssociate,
  sshKeyDissociate,
]
