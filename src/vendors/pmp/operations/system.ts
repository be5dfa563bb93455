/** Password policies and resource types. */
import type { OutputOf } from '../../../kernel/schema.ts'
import type { Call } from '../call.ts'
import { generatePassword, policyChosen, findPolicy } from '../domain/password-policy.ts'
import { resourceTypesOf } from '../domain/resource-types.ts'
import { requirePolicy } from '../domain/resources.ts'
import { byId, systemOf } from '../domain/world.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { details, list, nothing } from '../schemas/answers/fields.ts'
import * as passwords from '../schemas/answers/passwords.ts'
import * as resources from '../schemas/answers/resources.ts'
import { passwordCheck, policyChoice, typeSearch } from '../schemas/system.ts'
import type { PolicyRow } from '../state.ts'

const passwordGenerate = operation({
  id: 'pmp.password.generate',
  route: 'GET /restapi/json/v1/passwords/generate',
  name: 'GENERATE PASSWORD',
  summary: 'Make a password by a policy',
  source: 'client C2',
  evidence: 'client',
  input: policyChoice,
  answer: details(passwords.password),
  refusals: ['policy.not-found'],
  run: (call, input) => ({
    text: 'passwordGenerated',
    details: { PASSWORD: generatePassword(call.world.ids, policyOf(call, input)) },
  }),
})

const passwordValidate = operation({
  id: 'pmp.password.validate',
  route: 'GET /restapi/json/v1/passwords/validate',
  name: 'VALIDATE PASSWORD',
  summary: 'Hold a password against a policy',
  source: 'PAM360 SDK, validatePassword; the path is our reading',
  evidence: 'inferred',
  input: passwordCheck,
  mandatory: ['PASSWORD'],
  answer: nothing,
  refusals: ['password.policy', 'policy.not-found'],
  run: (call, input) => {
    requirePolicy(call.world, policyOf(call, input).name, input.PASSWORD ?? '')
    return { text: 'passwordValidated' }
  },
})

const policyList = operation({
  id: 'pmp.policy.list',
  route: 'GET /restapi/json/v1/passwordpolicies',
  name: 'GET PASSWORD POLICIES',
  summary: 'List the password policies',
  source: 'our reading: policies have ids in PAM360 REST, and no page says how they are listed',
  evidence: 'inferred',
  answer: list(passwords.policy),
  run: ({ world, edition }) => ({
    text: 'policiesFetched',
    details: [...world.tables.policies.values()].sort(byId).map((policy) =>
      arrange(edition, 'details', {
        'POLICY ID': policy.id,
        'POLICY NAME': policy.name,
        'MINIMUM LENGTH': String(policy.minLength),
        'MAXIMUM LENGTH': String(policy.maxLength),
        'MAXIMUM AGE': policy.maxAgeDays === null ? '0' : String(policy.maxAgeDays),
      }),
    ),
  }),
})

export const resourceTypes = operation({
  id: 'pmp.resource-type.list',
  route: 'GET /restapi/json/v1/resources/resourcetypes',
  name: 'GET RESOURCE TYPES',
  summary: 'List the types of resources',
  source: 'PAM360 REST, resourceapi-7; client C4 tests its connection with it',
  evidence: 'client',
  input: typeSearch,
  answer: list(resources.resourceType),
  run: ({ world, edition }, { RESOURCETYPE_CONTAINING }) => {
    const parts = RESOURCETYPE_CONTAINING.map((part) => part.toLowerCase())
    const details = resourceTypesOf(world).filter(
      ({ name }) => parts.length === 0 || parts.some((part) => name.toLowerCase().includes(part)),
    )
    return {
      text: 'resourceTypesFetched',
      details: details.map(({ id, name }) =>
        arrange(edition, 'details', { 'RESOURCE TYPE ID': id, 'RESOURCE TYPE NAME': name }),
      ),
    }
  },
})

function policyOf({ world }: Call, { POLICY, POLICYID }: OutputOf<typeof policyChoice>): PolicyRow {
  return policyChosen(world, POLICY, POLICYID) ?? findPolicy(world, systemOf(world).defaultPolicy)
}

export const systemOperations = [resourceTypes, passwordGenerate, passwordValidate, policyList]
