/** What later versions add to resources and accounts. */
import type { OutputOf } from '../../../kernel/schema.ts'
import { addAccounts, deleteAccount, editAccount, editResource } from '../domain/accounts.ts'
import { policyChosen } from '../domain/password-policy.ts'
import { resourceTypeChosen } from '../domain/resource-types.ts'
import { deleteResource, ownerNamed, type NewAccount } from '../domain/resources.ts'
import { findResourceNamed } from '../domain/rights.ts'
import { trashAccount, trashResource } from '../domain/trash.ts'
import { refusalText } from '../envelope.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { details, list, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/resources.ts'
import { accountAdditions, accountEdit, resourceEdit } from '../schemas/accounts.ts'
import type { TotpSetup } from '../state.ts'
import { OF_MANAGING } from './refusals.ts'
import { present } from './present.ts'

const resourceDelete = operation({
  id: 'pmp.resource.delete',
  route: 'DELETE /restapi/json/v1/resources/:resourceId',
  hint: 'The -X POST in the 2014 page\'s sample of "DELETE RESOURCE" is a slip: send -X DELETE.',
  name: 'DELETE RESOURCE',
  summary: 'Delete a resource with its accounts (on PAM360 into the trash)',
  source: 'REST 2014, 8',
  evidence: 'documented',
  answer: nothing,
  refusals: [...OF_MANAGING],
  run: ({ world, actor, edition, target: { resourceId = '' } }) => {
    if (edition.hasTrash) trashResource(world, actor, resourceId)
    else deleteResource(world, actor, resourceId)
    return { text: 'resourceDeleted' }
  },
})

const resourceIdByName = operation({
  id: 'pmp.resource.id-by-name',
  route: 'GET /restapi/json/v1/resources/resourcename/:resourceName',
  name: 'GET_RESOURCEID',
  summary: 'Look up the id of a resource by its name',
  source: 'PAM360 REST, 1.3; clients C2, C5, C8',
  evidence: 'client',
  answer: details(answers.foundResourceId),
  refusals: ['resource.not-found'],
  run: ({ world, actor, target: { resourceName = '' } }) => ({
    text: 'resourceIdFetched',
    details: { [world.settings.resourceIdMember]: findResourceNamed(world, actor.user, resourceName).id },
  }),
})

const resourceEditing = operation({
  id: 'pmp.resource.edit',
  route: 'PUT /restapi/json/v1/resources/:resourceId',
  name: 'EDIT RESOURCE',
  summary: 'Edit a resource',
  source: 'PAM360 REST, resourceapi-8; capture C4',
  evidence: 'client',
  input: resourceEdit,
  mandatory: ['RESOURCENAME'],
  answer: nothing,
  refusals: [
    ...OF_MANAGING,
    'input.invalid',
    'custom-field.undefined',
    'resource.exists',
    'policy.not-found',
  ],
  run: ({ world, actor, target: { resourceId = '' } }, input) => {
    const { RESOURCETYPEID: typeId, OWNERNAME: owner } = input
    editResource(world, actor, resourceId, {
      ...present({
        name: input.RESOURCENAME,
        type: resourceTypeChosen(world, input.RESOURCETYPE, typeId),
        description: input.RESOURCEDESCRIPTION,
        url: input.RESOURCEURL,
        policy: policyChosen(world, input.RESOURCEPASSWORDPOLICY, input.RESOURCEPASSWORDPOLICYID)?.name,
        location: input.LOCATION,
        department: input.DEPARTMENT,
        dnsName: input.DNSNAME,
        domainName: input.DOMAINNAME,
        ownerId: owner === undefined ? undefined : ownerNamed(world, actor.user, owner),
      }),
      customFields: input.RESOURCECUSTOMFIELD,
    })
    return { text: 'resourceModified' }
  },
})

const accountsAdd = operation({
  id: 'pmp.account.add',
  route: 'POST /restapi/json/v1/resources/:resourceId/accounts',
  name: 'ADD ACCOUNTS',
  summary: 'Add accounts to a resource',
  source: 'PAM360 REST, accountapi-1; capture C4, clients C2, C5, C8',
  evidence: 'client',
  input: accountAdditions,
  mandatory: ['ACCOUNTLIST'],
  answer: list(answers.accountsAdded),
  refusals: [
    ...OF_MANAGING,
    'input.field-missing',
    'input.invalid',
    'custom-field.undefined',
    'account.exists',
    'password.policy',
    'policy.not-found',
  ],
  run: ({ world, actor, target: { resourceId = '' } }, { ACCOUNTLIST }) => {
    const { settings } = world
    const list = ACCOUNTLIST.map(newAccountOf)
    const additions = addAccounts(world, actor, resourceId, list)
    // Each element is named by its account; a Map, since an account may be called "7" or "__proto__".
    const details = additions.map(
      ({ name, refusal }) =>
        new Map([[name, { STATUS: refusal ? refusalText(settings, refusal) : settings.texts.accountAdded }]]),
    )
    const refused = additions.find(({ refusal }) => refusal)?.refusal
    return { text: 'accountsAdded', details, refused }
  },
})

const accountEditing = operation({
  id: 'pmp.account.edit',
  route: 'PUT /restapi/json/v1/resources/:resourceId/accounts/:accountId',
  name: 'EDIT ACCOUNT',
  summary: 'Edit an account',
  source: 'PAM360 REST, accountapi-4; capture C4',
  evidence: 'client',
  input: accountEdit,
  mandatory: ['ACCOUNTNAME'],
  answer: nothing,
  refusals: [
    ...OF_MANAGING,
    'input.invalid',
    'custom-field.undefined',
    'account.not-found',
    'account.exists',
    'policy.not-found',
  ],
  run: ({ world, actor, target: { resourceId = '', accountId = '' } }, input) => {
    const account = editAccount(world, actor, resourceId, accountId, {
      ...present({
        name: input.ACCOUNTNAME,
        notes: input.NOTES ?? input.DESCRIPTION,
        policy: policyChosen(world, input.ACCOUNTPASSWORDPOLICY, input.ACCOUNTPASSWORDPOLICYID)?.name,
        totp: totpOf(input),
      }),
      customFields: input.ACCOUNTCUSTOMFIELD,
    })
    return { text: 'accountModified', values: { name: account.name } }
  },
})

const accountDelete = operation({
  id: 'pmp.account.delete',
  route: 'DELETE /restapi/json/v1/resources/:resourceId/accounts/:accountId',
  name: 'DELETE ACCOUNT',
  summary: 'Delete an account (on PAM360 into the trash)',
  source: 'PAM360 REST, 2.3',
  evidence: 'inferred',
  answer: nothing,
  refusals: [...OF_MANAGING, 'account.not-found'],
  run: ({ world, actor, edition, target: { resourceId = '', accountId = '' } }) => {
    if (edition.hasTrash) trashAccount(world, actor, resourceId, accountId)
    else deleteAccount(world, actor, resourceId, accountId)
    return { text: 'accountDeleted' }
  },
})

type AccountInput = OutputOf<typeof accountAdditions>['ACCOUNTLIST'][number]

function newAccountOf(input: AccountInput): NewAccount {
  if (input.ACCOUNTNAME === undefined) {
    throw new PmpError(
      'input.field-missing',
      'An entry of ACCOUNTLIST lacks ACCOUNTNAME.',
      'PAM360 REST, accountapi-1',
    )
  }
  return {
    name: input.ACCOUNTNAME,
    password: input.PASSWORD,
    notes: input.NOTES,
    policy: input.ACCOUNTPASSWORDPOLICY,
    policyId: input.ACCOUNTPASSWORDPOLICYID,
    customFields: input.ACCOUNTCUSTOMFIELD,
    totp: totpOf(input),
  }
}

type TotpInput = Pick<AccountInput, 'TOTP_SECRET' | 'TOTP_ALGORITHM' | 'TOTP_DIGITS' | 'TOTP_VALIDITY'>

function totpOf(input: TotpInput): TotpSetup | undefined {
  if (input.TOTP_SECRET === undefined) return undefined
  return {
    secret: input.TOTP_SECRET,
    algorithm: input.TOTP_ALGORITHM,
    digits: input.TOTP_DIGITS ?? 6,
    validitySeconds: input.TOTP_VALIDITY || 30,
  }
}

export const accountOperations = [
  resourceIdByName,
  resourceEditing,
  resourceDelete,
  accountsAdd,
  accountEditing,
  accountDelete,
]
