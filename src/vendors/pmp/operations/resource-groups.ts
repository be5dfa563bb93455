/** Resource groups: listing, making, showing, editing and filling them. */
import type { OutputOf } from '../../../kernel/schema.ts'
import type { Call } from '../call.ts'
import {
  changeMembers,
  createGroup,
  deleteGroup,
  editGroup,
  findGroup,
  groupsOf,
  listGroups,
} from '../domain/resource-groups.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { countedList, details, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/resource-groups.ts'
import { association, groupEdit, groupListing, newGroup } from '../schemas/resource-groups.ts'
import type { ResourceGroupRow } from '../state.ts'
import { present } from './present.ts'

const PATH_INFERRED = 'PAM360 SDK, resource groups; path and members are our reading'

const groupList = operation({
  id: 'pmp.resource-group.list',
  route: 'GET /restapi/json/v1/resourcegroup',
  name: 'GET RESOURCE GROUPS',
  summary: 'List the resource groups of the caller',
  source: 'PAM360 REST, resourcegroupapi-4; client C5',
  evidence: 'client',
  input: groupListing,
  answer: countedList(answers.group),
  run: (call, { searchValue, searchColumn = 'all', searchType = 'all', startIndex = 0, limit }) => {
    const wanted = searchValue?.toLowerCase()
    const found = listGroups(call.world, call.actor.user)
      .filter((group) => searchType === 'all' || kindOf(group) === searchType)
      .filter((group) => wanted === undefined || searched(group, searchColumn).toLowerCase().includes(wanted))
    const page = found.slice(startIndex, limit === undefined ? undefined : startIndex + limit)
    return {
      text: 'groupsFetched',
      details: page.map((group) => groupRow(call, group)),
      totalRows: found.length,
    }
  },
})

const groupCreate = operation({
  id: 'pmp.resource-group.create',
  route: 'POST /restapi/json/v1/resourcegroup',
  name: 'CREATE RESOURCE GROUP',
  summary: 'Make a static resource group, or with criteria a dynamic one',
  source: PATH_INFERRED,
  evidence: 'inferred',
  input: newGroup,
  mandatory: ['resourceGroupName'],
  answer: details(answers.groupCreated),
  refusals: ['role.not-allowed', 'resource.not-found', 'resource-group.exists'],
  run: ({ world, actor }, { resourceGroupName = '', resourceGroupDescription = '', ...rest }) => {
    const given = { name: resourceGroupName, description: resourceGroupDescription, criteria: rest.criteria }
    const group = createGroup(world, actor, { ...given, resourceIds: rest.resourceIds })
    return { text: 'groupAdded', values: { name: group.name }, details: { resourceGroupId: group.id } }
  },
})

const groupGet = operation({
  id: 'pmp.resource-group.get',
  route: 'GET /restapi/json/v1/resourcegroup/:groupId',
  name: 'GET RESOURCE GROUP',
  summary: 'Show a resource group with the ids of its resources',
  source: PATH_INFERRED,
  evidence: 'inferred',
  answer: details(answers.wholeGroup),
  refusals: ['resource-group.not-found'],
  run: (call) => {
    const group = findGroup(call.world, call.actor.user, call.target.groupId ?? '')
    const members = { ...groupRow(call, group), ownerId: group.ownerId, resourceGroupType: kindOf(group) }
    const details = { ...members, resourceIds: [...group.resourceIds] }
    return { text: 'groupFetched', details: arrange(call.edition, 'details', details) }
  },
})

const groupEditing = operation({
  id: 'pmp.resource-group.edit',
  route: 'PUT /restapi/json/v1/resourcegroup/:groupId',
  name: 'EDIT RESOURCE GROUP',
  summary: "Edit a resource group's name, description or criteria",
  source: PATH_INFERRED,
  evidence: 'inferred',
  input: groupEdit,
  answer: nothing,
  refusals: ['input.invalid', 'role.not-allowed', 'resource-group.not-found', 'resource-group.exists'],
  run: ({ world, actor, target: { groupId = '' } }, input) => {
    const { resourceGroupName: name, resourceGroupDescription: description, criteria } = input
    editGroup(world, actor, groupId, present({ name, description, criteria }))
    return { text: 'groupModified' }
  },
})

const groupDelete = operation({
  id: 'pmp.resource-group.delete',
  route: 'DELETE /restapi/json/v1/resourcegroup/:groupId',
  name: 'DELETE RESOURCE GROUP',
  summary: 'Delete a resource group; its resources stay',
  source: PATH_INFERRED,
  evidence: 'inferred',
  answer: nothing,
  refusals: ['role.not-allowed', 'resource-group.not-found'],
  run: ({ world, actor, target: { groupId = '' } }) => {
    deleteGroup(world, actor, groupId)
    return { text: 'groupDeleted' }
  },
})

const groupAssociate = operation({
  id: 'pmp.resource-group.associate',
  route: 'POST /restapi/json/v1/resourcegroup/:groupId/associateResources',
  name: 'ASSOCIATE RESOURCES',
  summary: 'Add resources to a group',
  source: 'PAM360 REST, 6.2; client C5',
  evidence: 'client',
  input: association,
  mandatory: ['RESOURCEIDS'],
  answer: nothing,
  refusals: ['input.invalid', 'role.not-allowed', 'resource.not-found', 'resource-group.not-found'],
  run: ({ world, actor, target: { groupId = '' } }, { RESOURCEIDS }) => {
    changeMembers(world, actor, groupId, 'add', RESOURCEIDS)
    return { text: 'resourcesAssociated' }
  },
})

const groupDissociate = operation({
  id: 'pmp.resource-group.dissociate',
  route: 'POST /restapi/json/v1/resourcegroup/:groupId/dissociateResources',
  name: 'DISSOCIATE RESOURCES',
  summary: 'Take resources out of a group',
  source: PATH_INFERRED,
  evidence: 'inferred',
  input: association,
  mandatory: ['RESOURCEIDS'],
  answer: nothing,
  refusals: ['input.invalid', 'role.not-allowed', 'resource.not-found', 'resource-group.not-found'],
  run: ({ world, actor, target: { groupId = '' } }, { RESOURCEIDS }) => {
    changeMembers(world, actor, groupId, 'remove', RESOURCEIDS)
    return { text: 'resourcesDissociated' }
  },
})

export const associatedGroups = operation({
  id: 'pmp.resource.groups',
  route: 'GET /restapi/json/v1/resources/:resourceId/associatedGroups',
  name: 'GET ASSOCIATED GROUPS',
  summary: 'List the groups that a resource is in',
  source: 'PAM360 REST, 6.4; client C5',
  evidence: 'client',
  answer: details(answers.associatedGroups),
  refusals: ['resource.not-found'],
  run: (call) => ({
    text: 'associatedGroupsFetched',
    details: {
      'ASSOCIATED GROUPS': groupsOf(call.world, call.actor, call.target.resourceId ?? '').map(
        ({ id, name }) => arrange(call.edition, 'details', { 'GROUP ID': id, 'GROUP NAME': name }),
      ),
    },
  }),
})

type SearchColumn = NonNullable<OutputOf<typeof groupListing>['searchColumn']>

/** The text of a column, or of all of them, a line each. */
function searched({ name, description, ownerId }: ResourceGroupRow, column: SearchColumn): string {
  const columns = { resourceGroupName: name, resourceGroupDescription: description, ownerId }
  return column === 'all' ? Object.values(columns).join('\n') : columns[column]
}

function groupRow({ edition }: Call, { id, name, description }: ResourceGroupRow): Record<string, unknown> {
  return arrange(edition, 'details', {
    resourceGroupDescription: description,
    resourceGroupName: name,
    resourceGroupId: id,
  })
}

function kindOf({ criteria }: ResourceGroupRow): 'static' | 'dynamic' {
  return criteria ? 'dynamic' : 'static'
}

export const resourceGroupOperations = [
  groupList,
  groupCreate,
  groupGet,
  groupEditing,
  groupDelete,
  groupAssociate,
  groupDissociate,
  associatedGroups,
]
