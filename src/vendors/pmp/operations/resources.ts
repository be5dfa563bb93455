/** Resources: operations 1, 2, 6, 7 and 8 of the 2014 page, and what later pages add to them. */
import type { OutputOf } from '../../../kernel/schema.ts'
import { accountList, resourceRow } from '../views/resources.ts'
import type { Call } from '../call.ts'
import { listAccounts, listResources } from '../domain/listing.ts'
import { createResource, type NewResource } from '../domain/resources.ts'
import { findAccountNamed, findResource } from '../domain/rights.ts'
import { arrange } from '../editions.ts'
import { named, operation } from '../operation.ts'
import { countedList, details } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/resources.ts'
import { parameters } from '../schemas/parameters.ts'
import { accountSearch, listing, newResource } from '../schemas/resources.ts'
import { requiredParameter } from './parameters.ts'

const resourceList = operation({
  id: 'pmp.resource.list',
  route: ['GET /restapi/json/v1/resources', ...named('GET_RESOURCES')],
  name: 'GET RESOURCES',
  summary: 'List the resources that are owned by or shared with the caller',
  source: 'REST 2014, 1; search: PAM360 REST, resourceapi-2',
  evidence: 'documented',
  input: listing,
  answer: countedList(answers.resourceRow),
  run: (call, input) => {
    const { rows, total } = listResources(call.world, call.actor.user, input)
    return {
      text: 'resourcesFetched',
      totalRows: total,
      details: rows.map(({ resource, accountCount }) => resourceRow(call, resource, accountCount)),
    }
  },
})

const accountListing = operation({
  id: 'pmp.account.list',
  route: ['GET /restapi/json/v1/resources/:resourceId/accounts', ...named('GET_RESOURCEACCOUNTLIST')],
  needs: ['RESOURCEID'],
  name: 'GET RESOURCE ACCOUNTLIST',
  summary: 'List the accounts of a resource',
  source: 'REST 2014, 2; search: PAM360 REST, accountapi-2',
  evidence: 'documented',
  input: accountSearch,
  answer: details(answers.accountList),
  refusals: ['resource.not-found', 'resource-group.not-found'],
  run: (call, input) => {
    const { world, actor, target } = call
    const resource = findResource(world, actor.user, target.resourceId ?? '')
    const rows = listAccounts(world, actor.user, resource, input)
    return { text: 'accountsFetched', details: accountList(call, resource, rows) }
  },
})

const resourceCreate = operation({
  id: 'pmp.resource.create',
  route: 'POST /restapi/json/v1/resources',
  name: 'CREATE RESOURCE',
  summary: 'Create a resource with its first account',
  source: 'REST 2014, 6; PAM360 REST, resourceapi-1',
  evidence: 'documented',
  input: newResource,
  mandatory: ['RESOURCENAME'],
  mandatoryBeforePam360: ['ACCOUNTNAME', 'RESOURCETYPE', 'PASSWORD'],
  answer: answers.resourceCreated,
  refusals: [
    'input.invalid',
    'custom-field.undefined',
    'role.not-allowed',
    'resource.exists',
    'password.policy',
    'policy.not-found',
  ],
  run: ({ world, actor, edition }, input) => {
    const resource = createResource(world, actor, newResourceOf(input))
    return {
      text: 'resourceAdded',
      values: { name: resource.name },
      details: edition.createAnswersId ? { RESOURCEID: resource.id } : undefined,
    }
  },
})

const idsByPath = operation({
  id: 'pmp.resource.ids-by-path',
  route: 'GET /restapi/json/v1/resources/resourcename/:resourceName/accounts/accountname/:accountName',
  name: 'GET_RESOURCEACCOUNTNAME',
  summary: 'Look up the ids of an account by the names in the path',
  source: 'REST 2014, 7',
  evidence: 'documented',
  answer: details(answers.ids),
  refusals: ['resource.not-found', 'account.not-found'],
  run: (call) => ({
    text: 'idsByPathFetched',
    details: idsOf(call, call.target.resourceName ?? '', call.target.accountName ?? ''),
  }),
})

const idsByQuery = operation({
  id: 'pmp.resource.ids-by-query',
  route: 'GET /restapi/json/v1/resources/getResourceIdAccountId',
  name: 'GET_RESOURCEACCOUNTID',
  summary: 'Look up the ids of an account by the names in the query',
  source: 'PAM360 REST; capture C4, clients C2, C8, C9, C10, C11',
  evidence: 'client',
  query: parameters('RESOURCENAME', 'ACCOUNTNAME'),
  answer: details(answers.ids),
  refusals: ['input.field-missing', 'resource.not-found', 'account.not-found'],
  run: (call) => {
    const resourceName = requiredParameter(call, 'RESOURCENAME', 'capture C4')
    const accountName = requiredParameter(call, 'ACCOUNTNAME', 'capture C4')
    return { text: 'idsByQueryFetched', details: idsOf(call, resourceName, accountName) }
  },
})

function idsOf(
  { world, actor, edition }: Call,
  resourceName: string,
  accountName: string,
): Record<string, unknown> {
  const { resource, account } = findAccountNamed(world, actor.user, resourceName, accountName)
  return arrange(edition, 'ids', { RESOURCEID: resource.id, ACCOUNTID: account.id })
}

function newResourceOf(input: OutputOf<typeof newResource>): NewResource {
  return {
    name: input.RESOURCENAME ?? '',
    type: input.RESOURCETYPE,
    description: input.RESOURCEDESCRIPTION,
    url: input.RESOURCEURL,
    dnsName: input.DNSNAME,
    domainName: input.DOMAINNAME,
    department: input.DEPARTMENT,
    location: input.LOCATION,
    ownerName: input.OWNERNAME,
    groupName: input.RESOURCEGROUPNAME,
    policy: input.RESOURCEPASSWORDPOLICY,
    customFields: input.RESOURCECUSTOMFIELD,
    account:
      input.ACCOUNTNAME === undefined
        ? undefined
        : {
            name: input.ACCOUNTNAME,
            password: input.PASSWORD,
            notes: input.NOTES,
            policy: input.ACCOUNTPASSWORDPOLICY,
            customFields: input.ACCOUNTCUSTOMFIELD,
          },
  }
}

export const resourceOperations = [resourceList, resourceCreate, idsByQuery, idsByPath, accountListing]
