/** Operations that PAM360's index names by their titles: remote apps, and remote resets of MS SQL. */
import { remoteAppsOf, setUpReset } from '../domain/resource-extras.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { list, nothing } from '../schemas/answers/fields.ts'
import { remoteApp } from '../schemas/answers/system.ts'
import { resetSetup } from '../schemas/system.ts'
import { OF_MANAGING } from './refusals.ts'

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
  route: 'PUT /restapi/json/v1/resources/:resourceId/configureRemotePasswordReset',
  name: 'CONFIGURE REMOTE PASSWORD RESET',
  summary: 'Set up remote password resets of an MS SQL resource',
  source: `PAM360 REST, 1.12 "Configure Remote Password Reset for MS SQL Resources"; ${INFERRED}`,
  evidence: 'inferred',
  input: resetSetup,
  mandatory: ['ACCOUNTID'],
  answer: nothing,
  refusals: [...OF_MANAGING, 'input.invalid', 'account.not-found'],
  run: ({ world, actor, target: { resourceId = '' } }, { ACCOUNTID = '' }) => {
    setUpReset(world, actor, resourceId, ACCOUNTID)
    return { text: 'resetConfigured' }
  },
})

export const resourceExtraOperations = [remoteAppList, resetConfigure]
