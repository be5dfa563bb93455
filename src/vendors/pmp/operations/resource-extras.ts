/** What hangs on resources besides their accounts: remote apps, and remote resets (PAM360). */
import type { OutputOf } from '../../../kernel/schema.ts'
import { remoteAppsOf, setUpResets, type Resetter } from '../domain/resource-extras.ts'
import { arrange } from '../editions.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { list, nothing } from '../schemas/answers/fields.ts'
import { remoteApp } from '../schemas/answers/system.ts'
import { resetSetup } from '../schemas/system.ts'
import { OF_MANAGING } from './refusals.ts'

const RESETS = 'PAM360 REST, resourceapi-19 and -21'
const INFERRED = 'path, members and words are our reading'

const remoteAppList = operation({
  id: 'pmp.resource.remote-apps',
  route: 'GET /restapi/json/v1/resources/:resourceId/remoteapps',
  name: 'GET REMOTE APPS',
  summary: 'List the remote apps that open a resource',
  source: `PAM360 REST, 1.10 "Fetch All Associated Remote App IDs"; ${INFERRED}`,
  evidence: 'inferred',
  answer: list(remoteApp),
  refusals: ['resource.not-found'],
  run: ({ world, actor, edition, target: { resourceId = '' } }) => ({
    text: 'remoteAppsFetched',
    details: remoteAppsOf(world, actor, resourceId).map(({ id, name }) =>
      arrange(edition, 'details', { REMOTEAPPID: id, REMOTEAPPNAME: name }),
    ),
  }),
})

const resetConfigure = operation({
  id: 'pmp.resource.configure-reset',
  route: 'POST /restapi/json/v1/resources/configureremotepasswordreset',
  name: 'CONFIGURE REMOTE PASSWORD RESET',
  summary: 'Set up remote password resets of resources of one type',
  source: `${RESETS}; the answer is our reading`,
  evidence: 'documented',
  input: resetSetup,
  mandatory: ['RESOURCETYPE', 'RESOURCEIDS'],
  answer: nothing,
  refusals: [...OF_MANAGING, 'input.field-missing', 'input.invalid', 'account.not-found'],
  run: ({ world, actor }, input) => {
    const { RESOURCETYPE = '', RESOURCEIDS } = input
    setUpResets(world, actor, RESOURCETYPE, RESOURCEIDS, resetterOf(input))
    return { text: 'resetConfigured' }
  },
})

type ResetInput = OutputOf<typeof resetSetup>

/** Each type names the account that does the resets in its own way; of the others the pages are not known. */
function resetterOf(input: ResetInput): Resetter | undefined {
  const { RESOURCETYPE, ISWINDOMAINLOCAL, ACCOUNTNAME } = input
  if (RESOURCETYPE === 'SAP') {
    required(input, 'SAP_SYSTEM_NUMBER')
    return { accountName: required(input, 'SAP_ADMIN_ACCOUNT') }
  }
  if (RESOURCETYPE === 'WindowsDomain') {
    required(input, 'ISWINDOMAINLOCAL')
    return ISWINDOMAINLOCAL === 'true'
      ? { accountName: required(input, 'ACCOUNTNAME') }
      : { resourceId: required(input, 'WDRESOURCEID'), accountId: required(input, 'WDACCOUNTID') }
  }
  return ACCOUNTNAME === undefined ? undefined : { accountName: ACCOUNTNAME }
}

function required(input: ResetInput, name: Exclude<keyof ResetInput, 'RESOURCEIDS'>): string {
  const value = input[name]
  if (value !== undefined) return value
  throw new PmpError('input.field-missing', `For this RESOURCETYPE, INPUT_DATA must hold "${name}".`, RESETS)
}

export const resourceExtraOperations = [remoteAppList, resetConfigure]
