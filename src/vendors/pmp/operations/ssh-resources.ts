/** The machines and users that SSH keys are for, part of the PKI API. */
import { listSshKeys } from '../domain/ssh-keys.ts'
import { applyCredentials, listSshResources } from '../domain/ssh-resources.ts'
import { listUsers } from '../domain/users.ts'
import { operation } from '../operation.ts'
import { nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { credentials } from '../schemas/keys.ts'
import { orderKeys } from '../wire/key-order.ts'
import { counted } from './pki-lists.ts'

const KEY_MANAGER = 'Key Manager Plus REST'
const INFERRED = 'path and members are our reading'

const sshResourceList = operation({
  id: 'pmp.ssh-resource.list',
  route: 'GET /api/pki/restapi/getAllSSHResources',
  name: 'getAllSSHResources',
  summary: 'List the machines that SSH keys are for',
  source: `${KEY_MANAGER}, "To fetch all SSH resources"; ${INFERRED}`,
  evidence: 'inferred',
  answer: answers.sshResources,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'sshResourcesFetched',
    members: counted(
      listSshResources(world, actor).map(({ name, users }) =>
        orderKeys<unknown>({ resourceName: name, users: users.map((user) => user.name) }),
      ),
    ),
  }),
})

const credentialsApply = operation({
  id: 'pmp.ssh-resource.credentials',
  route: 'POST /api/pki/restapi/applycredentials',
  name: 'applycredentials',
  summary: 'Keep what a user of an SSH resource signs in with',
  source: `client C20: FortiSOAR connector; ${KEY_MANAGER}, "To update credentials"`,
  evidence: 'client',
  input: credentials,
  mandatory: ['resourceName', 'userName', 'password'],
  answer: nothing,
  refusals: ['role.not-allowed', 'ssh-resource.not-found'],
  run: ({ world, actor }, { resourceName = '', userName = '', password = '', isAdmin }) => {
    applyCredentials(world, actor, { resourceName, userName, password, isAdmin: isAdmin === 'true' })
    return { text: 'credentialsApplied' }
  },
})

const sshUserList = operation({
  id: 'pmp.ssh-resource.users',
  route: 'GET /api/pki/restapi/getAllSSHUsers',
  name: 'getAllSSHUsers',
  summary: 'List the users of all SSH resources',
  source: `${KEY_MANAGER}, "To GET all SSH users"; ${INFERRED}`,
  evidence: 'inferred',
  answer: answers.sshUsers,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'sshUsersFetched',
    members: counted(
      listSshResources(world, actor).flatMap(({ name: resourceName, users }) =>
        users.map(({ name: userName }) => orderKeys({ userName, resourceName })),
      ),
    ),
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
  run: ({ world, actor }) => ({
    text: 'sshKeysFetched',
    members: counted(
      listSshKeys(world, actor).flatMap(({ associations }) =>
        associations.map(({ userName, resourceName }) => orderKeys({ userName, resourceName })),
      ),
    ),
  }),
})

const keyUserList = operation({
  id: 'pmp.ssh-resource.key-manager-users',
  route: 'GET /api/pki/restapi/getAllUsers',
  name: 'getAllUsers',
  summary: 'List the users of the product itself',
  source: `${KEY_MANAGER}, "To enumerate all users"; ${INFERRED}`,
  evidence: 'inferred',
  answer: answers.keyUsers,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'keyUsersFetched',
    members: counted(
      listUsers(world, actor).map(({ login, role }) => orderKeys<string>({ userName: login, role })),
    ),
  }),
})

export const sshResourceOperations = [sshResourceList, credentialsApply, sshUserList, sshUsers, keyUserList]
