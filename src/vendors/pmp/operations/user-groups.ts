/** Groups of users, which later versions look up. */
import { listUserGroups, userGroupId } from '../domain/user-groups.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { details, list } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/users.ts'
import { parameters } from '../schemas/parameters.ts'
import { requiredParameter } from './parameters.ts'

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

const userGroupList = operation({
  id: 'pmp.user-group.list',
  route: 'GET /restapi/json/v1/user/usergroups',
  name: 'GET_USERGROUPS',
  summary: 'List the user groups of the organisation',
  source: 'PAM360 REST and SDK name the function; path and members are our reading',
  evidence: 'inferred',
  answer: list(answers.userGroup),
  refusals: ['role.not-allowed'],
  run: (call) => ({
    text: 'userGroupsFetched',
    details: listUserGroups(call.world, call.actor).map(({ id, name, memberIds }) =>
      arrange(call.edition, 'details', { USERGROUPID: id, USERGROUPNAME: name, USERIDS: [...memberIds] }),
    ),
  }),
})

export const userGroupOperations = [userGroupIdByName, userGroupList]
