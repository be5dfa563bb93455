/** Resources and their accounts as answers print them. */
import type { Call } from '../call.ts'
import { autoLogonsOf } from '../domain/auto-logon.ts'
import { accessState, controlOf, statusText } from '../domain/access-control.ts'
import { NOT_AVAILABLE, printDate } from '../domain/dates.ts'
import { asksReasonForRequest, asksTicketForRequest, ticketForRetrieval } from '../domain/general-settings.ts'
import { isReasonRequired } from '../domain/purpose.ts'
import { isExpired, policyFault, policyName } from '../domain/password-policy.ts'
import type { SeenAccount } from '../domain/rights.ts'
import type { PmpWorld } from '../domain/world.ts'
import { arrange } from '../editions.ts'
import {
  customFieldKey,
  favouriteKey,
  type AccountRow,
  type CustomField,
  type ResourceRow,
} from '../state.ts'

type Printed = Record<string, unknown>

/** One entry of GET RESOURCES. */
export function resourceRow(call: Call, resource: ResourceRow, accountCount: number): Printed {
  return arrange(call.edition, 'resourceRow', {
    'RESOURCE DESCRIPTION': resource.description,
    'RESOURCE TYPE': resource.type,
    'RESOURCE ID': resource.id,
    'RESOURCE NAME': resource.name,
    NOOFACCOUNTS: String(accountCount),
  })
}

/** `Details` of GET RESOURCE ACCOUNTLIST; the policy's key changed its name after 2018, so both stand here. */
export function accountList(call: Call, resource: ResourceRow, accounts: readonly SeenAccount[]): Printed {
  const { world, edition } = call
  return arrange(edition, 'accountListHeader', {
    'RESOURCE ID': resource.id,
    'RESOURCE NAME': resource.name,
    'RESOURCE DESCRIPTION': resource.description,
    'RESOURCE TYPE': resource.type,
    'DNS NAME': resource.dnsName,
    'PASSWORD POLICY': resource.policy,
    'RESOURCE PASSWORD POLICY': resource.policy,
    DEPARTMENT: resource.department,
    LOCATION: resource.location,
    'RESOURCE URL': resource.url,
    'RESOURCE OWNER': world.tables.users.get(resource.ownerId)?.login ?? NOT_AVAILABLE,
    'DOMAIN NAME': resource.domainName,
    'CUSTOM FIELD': customFields(call, 'resource', resource.customFields),
    PASSWORDREQUEST_REASON_MANDATORY: flag(asksReasonForRequest(world)),
    NEWSSHTERMINAL: 'false',
    ALLOWOPENURLINBROWSER: 'true',
    IS_LOCAL_ACCOUNTS_AUTOLOGON_RESTRICTED: 'false',
    IS_SSH_RESTRICTED: 'false',
    ISRDPRESTRICTED: 'true',
    'ACCOUNT LIST': accounts.map((seen) => accountRow(call, seen)),
  })
}

/** `Details` of GET RESOURCE ACCOUNT DETAILS. */
export function accountDetails(call: Call, seen: SeenAccount): Printed {
  const { world, edition, actor } = call
  const { account, resource } = seen
  const { utcOffsetMinutes } = world.settings
  const policy = policyName(resource, account)
  const fault = policyFault(world, policy, account.password)
  return arrange(edition, 'accountDetails', {
    DESCRIPTION: account.notes === '' ? NOT_AVAILABLE : account.notes,
    PASSWDID: account.passwordId,
    'LAST MODIFIED TIME': printDate(account.modifiedAt, utcOffsetMinutes),
    'EXPIRY STATUS': isExpired(world, policy, account) ? 'Expired' : 'Valid',
    'COMPLIANT REASON': fault ?? '-',
    PASSWORDREQUEST_REASON_MANDATORY: flag(isRequestReasonRequired(world, resource, account)),
    'PASSWORD STATUS': statusText(edition.status, accessState(world, actor.user, seen), account),
    'PASSWORD POLICY': policy,
    'COMPLIANT STATUS': fault === undefined ? 'Compliant' : 'Non-Compliant',
    'LAST ACCESSED TIME': printDate(world.tables.accountUses.get(account.id)?.accessedAt, utcOffsetMinutes),
    'CUSTOM FIELD': customFields(call, 'account', account.customFields),
    IS_TOTP_CONFIGURED: account.totp ? 'true' : undefined,
    TOTP_VALIDITY: account.totp ? String(account.totp.validitySeconds) : undefined,
  })
}

/** One entry of `ACCOUNT LIST`. */
function accountRow(call: Call, seen: SeenAccount): Printed {
  const { world, edition, actor } = call
  const { account, resource } = seen
  const ticketing = ticketForRetrieval(world)
  return arrange(edition, 'accountRow', {
    ACCOUNT_DESCRIPTION: account.notes,
    ISFAVPASS: flag(
      world.tables.favourites.has(favouriteKey({ userId: actor.user.id, accountId: account.id })),
    ),
    'ACCOUNT ID': account.id,
    AUTOLOGONLIST: autoLogonsOf(resource),
    'ACCOUNT NAME': account.name,
    PASSWORDREQUEST_REASON_MANDATORY: flag(isRequestReasonRequired(world, resource, account)),
    'PASSWORD STATUS': statusText(edition.status, accessState(world, actor.user, seen), account),
    ISREMOTEAPPONLY: flag(seen.level === 'remoteapp'),
    'ACCOUNT PASSWORD POLICY': policyName(resource, account),
    IS_USER_WITH_COMMAND_CONTROL_ROLE: 'false',
    AUTOLOGONSTATUS: edition.autoLogonStatus,
    IS_TICKETID_REQD_ACW: flag(asksTicketForRequest(world)),
    IS_COMMAND_CONTROL_CONFIGURED: 'false',
    PASSWDID: account.passwordId,
    IS_TICKETID_REQD_MANDATORY: flag(ticketing === 'mandatory'),
    IS_TICKETID_REQD: flag(ticketing !== 'none'),
    ISREASONREQUIRED: flag(isReasonRequired(world, account)),
    IS_TOTP_CONFIGURED: account.totp ? 'true' : undefined,
  })
}

function customFields(
  { world, edition }: Call,
  scope: 'resource' | 'account',
  fields: readonly CustomField[],
): Printed[] | undefined {
  if (fields.length === 0) return undefined
  return fields.map(({ label, value }) => {
    const definition = world.tables.customFields.get(customFieldKey(scope, label))
    return arrange(edition, 'customField', {
      CUSTOMFIELDVALUE: value,
      CUSTOMFIELDTYPE: definition?.type ?? 'Character',
      CUSTOMFIELDLABEL: label,
      CUSTOMFIELDCOLUMNNAME: definition?.column ?? '',
    })
  })
}

function isRequestReasonRequired(world: PmpWorld, resource: ResourceRow, account: AccountRow): boolean {
  return asksReasonForRequest(world) || (controlOf(resource, account)?.requestReasonRequired ?? false)
}

/** Booleans are texts in all answers. */
function flag(value: boolean): 'true' | 'false' {
  return value ? 'true' : 'false'
}
