/** Lists in the shape in which the browser extension reads them (client C6). */
import { groupOwners, listGroups, resourcesInGroup } from '../domain/resource-groups.ts'
import { RESOURCE_COLUMNS } from '../domain/resource-columns.ts'
import { isDefaultType, resourceTypesOf } from '../domain/resource-types.ts'
import { accountCountOf } from '../domain/listing.ts'
import { pageOf } from '../domain/pages.ts'
import { visibleResources } from '../domain/rights.ts'
import type { Call } from '../call.ts'
import { arrange } from '../editions.ts'
import type { Outcome } from '../envelope.ts'
import { named, operation } from '../operation.ts'
import { countedList } from '../schemas/answers/fields.ts'
import * as groups from '../schemas/answers/resource-groups.ts'
import * as answers from '../schemas/answers/resources.ts'
import { groupTree, page } from '../schemas/interactive.ts'
import type { TextKey } from '../texts.ts'
import { resourceRow } from '../views/resources.ts'

const SOURCE = 'client C6'

const searchColumns = operation({
  id: 'pmp.search-column.list',
  route: named('GET_SEARCHCOLUMNS'),
  name: 'GET_SEARCHCOLUMNS',
  summary: 'List the columns that lists can be searched by; all of them together is none of these',
  source: `${SOURCE}; which columns there are: PAM360 REST, resourceapi-2`,
  evidence: 'client',
  answer: countedList(answers.searchColumn),
  run: (call) =>
    rowsOf(call, 'searchColumnsFetched', [
      ...RESOURCE_COLUMNS.map((name) => columnRow('RESOURCE', name)),
      columnRow('ACCOUNT', 'LOGINNAME'),
    ]),
})

export const typeIcons = operation({
  id: 'pmp.resource-type.icons',
  route: named('GET_RESOURCETYPES'),
  name: 'GET_RESOURCETYPES',
  summary: 'List the types of resources with their pictures',
  source: `${SOURCE}; the paths of pictures are our reading`,
  evidence: 'client',
  answer: countedList(answers.typeIcon),
  run: (call) =>
    rowsOf(
      call,
      'resourceTypesFetched',
      resourceTypesOf(call.world).map(({ name }) => ({
        'RESOURCE TYPE': name,
        'RESOURCE TYPE ICON': `/themes/passtrix/images/${name.replaceAll(/\W+/g, '')}.gif`,
        ISDEFAULTRESOURCETYPE: String(isDefaultType(name)),
      })),
    ),
})

export const groupNodes = operation({
  id: 'pmp.resource-group.tree',
  route: named('GET_RESOURCEGROUPS'),
  name: 'GET_RESOURCEGROUPS',
  summary: 'List the owners of groups, or the groups of one; the mock has no groups in groups',
  source: SOURCE,
  evidence: 'client',
  input: groupTree,
  answer: countedList(groups.groupNode),
  run: (call, { NODETYPE = 'PARENTNODE', GROUPOWNERID }) => {
    const { world, actor, target } = call
    const seen = listGroups(world, actor.user)
    if (NODETYPE === 'PARENTNODE')
      return rowsOf(
        call,
        'groupsFetched',
        groupOwners(world, seen).map(({ id, fullName }) => nodeRow(id, fullName, id, true)),
      )
    const inside = target.groupId === undefined ? seen.filter((one) => one.ownerId === GROUPOWNERID) : []
    return rowsOf(
      call,
      'groupsFetched',
      inside.map(({ id, name, ownerId }) => nodeRow(id, name, ownerId, false)),
    )
  },
})

const groupResources = operation({
  id: 'pmp.resource-group.resources',
  route: named('GET_GROUPRESOURCES'),
  needs: ['GROUPID'],
  name: 'GET_GROUPRESOURCES',
  summary: 'List the resources of a group',
  source: SOURCE,
  evidence: 'client',
  input: page,
  answer: countedList(answers.resourceRow),
  refusals: ['resource-group.not-found'],
  run: (call, { STARTINDEX = 0, LIMIT }) => {
    const { world, actor, target } = call
    const seen = resourcesInGroup(world, actor.user, target.groupId ?? '')
    return {
      text: 'resourcesFetched',
      details: pageOf(seen, STARTINDEX, LIMIT).map((one) =>
        resourceRow(call, one, accountCountOf(world, actor.user, one)),
      ),
      totalRows: seen.total,
    }
  },
})

const websiteUrls = operation({
  id: 'pmp.resource.website-urls',
  route: 'GET /restapi/json/v1/resources/websiteurls',
  name: 'GET_WEBSITEURLS',
  summary: 'List the resources that have a URL, with it',
  source: `${SOURCE}, from build 8100 on; the name is our reading`,
  evidence: 'client',
  answer: countedList(answers.websiteUrl),
  run: (call) => {
    const seen = [...visibleResources(call.world, call.actor.user).from(0)].filter(({ url }) => url !== '')
    return rowsOf(
      call,
      'websiteUrlsFetched',
      seen.map(({ id, url }) => ({ 'RESOURCE ID': id, 'RESOURCE URL': url })),
    )
  },
})

function rowsOf({ edition }: Call, text: TextKey, rows: readonly Record<string, unknown>[]): Outcome {
  return { text, details: rows.map((row) => arrange(edition, 'details', row)), totalRows: rows.length }
}

function columnRow(type: 'RESOURCE' | 'ACCOUNT', name: string): Record<string, string> {
  return { SEARCHTYPE: type, SEARCHCOLUMN: name, SEARCHCOLUMNDISPLAYNAME: name }
}

function nodeRow(id: string, name: string, ownerId: string, hasGroups: boolean): Record<string, string> {
  return {
    'GROUP ID': id,
    'GROUP NAME': name,
    'GROUP OWNERID': ownerId,
    ISSUBGROUPAVAILABLE: String(hasGroups),
    ISNODENAME: 'false',
  }
}

export const extensionLists = [searchColumns, typeIcons, groupNodes, groupResources, websiteUrls]
