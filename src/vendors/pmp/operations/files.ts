/** Files, one-time passwords, tickets, and the look-up of the vendor's Ansible plug-in. */
import type { OutputOf } from '../../../kernel/schema.ts'
import type { Call } from '../call.ts'
import { noFileOf, readFile, readTotp } from '../domain/files.ts'
import { readPassword } from '../domain/passwords.ts'
import { requirePurpose } from '../domain/purpose.ts'
import { findAccount, findResource, type SeenAccount } from '../domain/rights.ts'
import { arrange } from '../editions.ts'
import { refusalText } from '../envelope.ts'
import { INTERACTIVE, PmpError, type PmpErrorCode } from '../errors.ts'
import { named, operation } from '../operation.ts'
import { details, file } from '../schemas/answers/fields.ts'
import * as passwords from '../schemas/answers/passwords.ts'
import * as resources from '../schemas/answers/resources.ts'
import { parameters } from '../schemas/parameters.ts'
import { download } from '../schemas/accounts.ts'
import { purpose } from '../schemas/passwords.ts'
import { writeJson } from '../wire/org-json.ts'
import { OF_PURPOSE, OF_READING } from './refusals.ts'
import { requiredParameter } from './parameters.ts'
import { accountAt } from './targets.ts'

const APPLICATION = 'client C9'

const fileDownload = operation({
  id: 'pmp.account.download',
  route: [
    'GET /restapi/json/v1/resources/:resourceId/accounts/:accountId/downloadfile',
    'POST /restapi/json/v1/resources/:resourceId/accounts/:accountId/downloadfile',
    ...named('DOWNLOAD_CERTIFICATE'),
  ],
  name: 'DOWNLOAD FILE',
  summary: 'Download the file that is a password, or one in a custom field',
  source: 'PAM360 REST, 1.9; clients C6, C14, C17, C24',
  evidence: 'client',
  secretAnswer: true,
  input: download,
  answer: file,
  refusals: [...OF_READING, ...OF_PURPOSE, 'resource.not-found', 'file.none', 'input.field-missing'],
  run: (call, input) => {
    const { world, actor, target } = call
    if (target.accountId === undefined) {
      if (target.resourceId !== undefined) throw noFileOf(findResource(world, actor.user, target.resourceId))
      throw new PmpError(
        'input.field-missing',
        'INPUT_DATA lacks "PASSWDID", or "RESOURCEID" for a file of a resource.',
        INTERACTIVE,
      )
    }
    const isField = input.ISCUSTOMFIELD === 'TRUE'
    const file = readFile(
      call.world,
      call.actor,
      accountAt(call),
      isField ? fieldLabel(call, input) : undefined,
      {
        reason: input.REASON,
        ticketId: input.TICKETID,
      },
    )
    return { text: 'passwordFetched', file: Buffer.from(file.contentBase64, 'base64') }
  },
})

/** Custom fields are named by their label, or by their column. */
function fieldLabel(
  { world: { tables } }: Call,
  { CUSTOMFIELDLABEL: label, CUSTOMFIELDCOLUMNNAME: column }: OutputOf<typeof download>,
): string {
  const fields = [...tables.customFields.values()]
  const inColumn = fields.find((field) => field.scope === 'account' && field.column === column)
  return label ?? inColumn?.label ?? column ?? ''
}

const totpGet = operation({
  id: 'pmp.account.totp',
  route: 'GET /restapi/json/v1/accounts/:accountId/totp',
  name: 'GET_TOTP',
  summary: 'Read the one-time password of the moment',
  source: 'client C6',
  evidence: 'client',
  answer: details(passwords.totp),
  refusals: [...OF_READING, 'totp.none'],
  run: (call) => ({
    text: 'totpFetched',
    statusCode: 20_000,
    details: { TOTP: readTotp(call.world, call.actor, accountAt(call)) },
  }),
})

const ticketValidate = operation({
  id: 'pmp.account.validate-ticket',
  route: 'GET /restapi/json/v1/accounts/:accountId/validateHelpDeskID',
  name: 'VALIDATE_HELPDESKID',
  summary: 'Check a reason and a ticket before a password is asked for',
  source: 'client C6',
  evidence: 'inferred',
  input: purpose,
  answer: details(passwords.purposeCheck),
  refusalDetails: true,
  refusals: [...OF_PURPOSE, 'account.not-found'],
  run: (call, input) => {
    const { account } = accountAt(call)
    try {
      requirePurpose(call.world, account, { reason: input.REASON, ticketId: input.TICKETID })
    } catch (error) {
      if (error instanceof PmpError) error.details = { STATUSCODE: PURPOSE_CODES[error.code] }
      throw error
    }
    return { text: 'ticketValid', details: { STATUSCODE: PURPOSE_GIVEN } }
  },
})

/** Client C6 reads a code in any case, and knows one: no reason. The others are our reading. */
const PURPOSE_GIVEN = 0
const PURPOSE_CODES: Partial<Readonly<Record<PmpErrorCode, number>>> = {
  'ticket.invalid': 1,
  'ticket.system-down': 2,
  'reason.missing': 3,
}

const resourceAccountDetails = operation({
  id: 'pmp.account.details-by-application',
  route: 'GET /restapi/json/v1/resources/getResourceAccountDetails',
  name: 'GET_RESOURCEACCOUNTDETAILS',
  summary: 'Read resource, account and password at once',
  source: APPLICATION,
  evidence: 'client',
  query: parameters('RESOURCEID', 'ACCOUNTID'),
  answer: details(resources.resourceAccount),
  refusals: [...OF_READING, ...OF_PURPOSE, 'input.field-missing', 'resource.not-found'],
  run: (call) => {
    const seen = findAccount(
      call.world,
      call.actor.user,
      requiredParameter(call, 'RESOURCEID', APPLICATION),
      requiredParameter(call, 'ACCOUNTID', APPLICATION),
    )
    const password = passwordOrRefusal(call, seen)
    // ACCOUNTDETAILS is a text that holds JSON: client C9 parses it again.
    const details = {
      RESOURCEDETAILS: resourceText(call, seen),
      ACCOUNTDETAILS: accountText(call, seen, password),
    }
    return {
      text: 'resourceAccountDetailsFetched',
      details: arrange(call.edition, 'details', details),
      refused: typeof password === 'string' ? undefined : password,
    }
  },
})

function resourceText({ edition }: Call, { resource }: SeenAccount): string {
  return writeJson(
    arrange(edition, 'details', {
      'RESOURCE ID': resource.id,
      'RESOURCE NAME': resource.name,
      'RESOURCE TYPE': resource.type,
      'DNS NAME': resource.dnsName,
      'RESOURCE URL': resource.url,
    }),
  )
}

function accountText(
  { world, edition }: Call,
  { account }: SeenAccount,
  password: string | PmpError,
): string {
  return writeJson(
    arrange(edition, 'details', {
      'ACCOUNT ID': account.id,
      'ACCOUNT NAME': account.name,
      ...(typeof password === 'string'
        ? { PASSWORD: password }
        : { PASSWORD_REASON: refusalText(world.settings, password) }),
    }),
  )
}

function passwordOrRefusal({ world, actor }: Call, seen: SeenAccount): string | PmpError {
  try {
    return readPassword(world, actor, seen, {})
  } catch (error) {
    if (error instanceof PmpError) return error
    throw error
  }
}

export const fileOperations = [fileDownload, totpGet, ticketValidate, resourceAccountDetails]
