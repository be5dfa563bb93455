/** Groups of users, which later versions look up and PAM360 makes. */
import type { Call } from '../call.ts'
import {
  createUserGroup,
  deleteUserGroup,
  editUserGroup,
  listUserGroups,
  showUserGroup,
  userGroupId,
} from '../domain/user-groups.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { details, list, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/users.ts'
import { parameters } from '../schemas/parameters.ts'
import { userGroupEdit, userGroupWish } from '../schemas/users.ts'
import type { UserGroupRow } from '../state.ts'
import { requiredParameter } from './parameters.ts'
import { present } from './present.ts'

const SOURCE = 'clients C2, C5, C8'

const userGroupIdByName = operation({
  id: 'pmp.user-group.id-by-name',
  route: 'GET /restapi/json/v1/user/getUserGroupId',
  name: 'GET_USERGROUPID',
  summary: 'Look up the id of a user group',
  source: 'PAM360 REST, 5.1; client C5',
  evidence: 'client',
  query: parameters('USERGROUPNAME'),
  answer: details(answers.userGroupId),
  refusals: ['input.field-missing', 'role.not-allowed', 'user-group.not-found'],
  run: (call) => ({
    text: 'userGroupIdFetched',
    details: {
      USERGROUPID: userGroupId(call.world, call.actor, requiredParameter(call, 'USERGROUPNAME', SOURCE)),
    },
  }),
})

const INFERRED = {
  source: 'PAM360 REST and SDK name the function; path and members are our reading',
  evidence: 'inferred',
} as const

const userGroupCreate = operation({
  id: 'pmp.user-group.create',
  route: 'POST /restapi/json/v1/user/usergroups',
  name: 'CREATE_USERGROUP',
  summary: 'Make a user group',
  ...INFERRED,
  input: userGroupWish,
  mandatory: ['USERGROUPNAME'],
  answer: details(answers.userGroupCreated),
  refusals: ['role.not-allowed', 'user.not-found', 'user-group.exists'],
  run: ({ world, actor }, { USERGROUPNAME = '', USERIDS }) => {
    const { id, name } = createUserGroup(world, actor, USERGROUPNAME, USERIDS)
    return { text: 'userGroupAdded', values: { name }, details: { USERGROUPID: id } }
  },
})

const userGroupGet = operation({
  id: 'pmp.user-group.get',
  route: 'GET /restapi/json/v1/user/usergroups/:userGroupId',
  name: 'GET_USERGROUP',
  summary: 'Show a user group with the ids of its users',
  ...INFERRED,
  answer: details(answers.userGroup),
  refusals: ['role.not-allowed', 'user-group.not-found'],
  run: (call) => ({
    text: 'userGroupFetched',
    details: groupRow(call, showUserGroup(call.world, call.actor, call.target.userGroupId ?? '')),
  }),
})

const userGroupEditing = operation({
  id: 'pmp.user-group.edit',
  route: 'PUT /restapi/json/v1/user/usergroups/:userGroupId',
  name: 'EDIT_USERGROUP',
  summary: 'Edit the name or the users of a user group',
  ...INFERRED,
  input: userGroupEdit,
  answer: nothing,
  refusals: ['role.not-allowed', 'user.not-found', 'user-group.not-found', 'user-group.exists'],
  run: ({ world, actor, target: { userGroupId: id = '' } }, { USERGROUPNAME: name, USERIDS }) => {
    const memberIds = USERIDS?.filter((one) => one !== undefined)
    editUserGroup(world, actor, id, present({ name, memberIds }))
    return { text: 'userGroupModified' }
  },
})

const userGroupDelete = operation({
  id: 'pmp.user-group.delete',
  route: 'DELETE /restapi/json/v1/user/usergroups/:userGroupId',
  name: 'DELETE_USERGROUP',
  summary: 'Delete a user group; its users stay',
  ...INFERRED,
  answer: nothing,
  refusals: ['role.not-allowed', 'user-group.not-found'],
  run: ({ world, actor, target: { userGroupId: id = '' } }) => {
    deleteUserGroup(world, actor, id)
    return { text: 'userGroupDeleted' }
  },
})

const userGroupList = operation({
  id: 'pmp.user-group.list',
  route: 'GET /restapi/json/v1/user/usergroups',
  name: 'GET_USERGROUPS',
  summary: 'List the user groups of the organisation',
  ...INFERRED,
  answer: list(answers.userGroup),
  refusals: ['role.not-allowed'],
  run: (call) => ({
    text: 'userGroupsFetched',
    details: listUserGroups(call.world, call.actor).map((group) => groupRow(call, group)),
  }),
})

function groupRow({ edition }: Call, { id, name, memberIds }: UserGroupRow): Record<string, unknown> {
  return arrange(edition, 'details', { USERGROUPID: id, USERGROUPNAME: name, USERIDS: [...memberIds] })
}

export const userGroupOperations = [
  userGroupIdByName,
  userGroupList,
  userGroupCreate,
  userGroupGet,
  userGroupEditing,
  userGroupDelete,
]
