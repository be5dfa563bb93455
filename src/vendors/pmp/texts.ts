/**
 * The product's sentences. What nobody has captured is our reading and marked `inferred`; each text can be replaced by
 * `pmp.texts.<key>` when an appliance says it differently.
 *
 * Sources: "REST 2014" is the vendor's 2014 REST page; C1 … C24 are the clients listed in README.md.
 */
import type { Evidence } from '../../kernel/surface/operation.ts'

export interface CatalogueText {
  /** What is said; `{name}` and the like stand for a value of the request. */
  readonly text: string
  readonly evidence: Evidence
  readonly source: string
  /** Other wordings that were met or are plausible. */
  readonly alternatives?: readonly string[]
}

export const catalogue = {
  // Signing in
  unknownToken: client(
    'API key received is not associated to any user. Authentication failed.',
    'capture of a 2024 build, client C1',
  ),
  missingToken: inferred('API key received is not associated to any user. Authentication failed.'),
  expiredToken: inferred('API key received is not associated to any user. Authentication failed.'),
  restDisabled: inferred('API key received is not associated to any user. Authentication failed.'),
  userDisabled: client('Login disabled. Contact your administrator.', 'interactive login, client C6'),
  wrongHost: client('User is not allowed to access from this host', 'clients C1 and C3', [
    'User is not allowed to access from this host.',
  ]),

  signInRefused: inferred('Invalid username or password'),
  authenticated: inferred('Authentication success.'),
  firstFactorPassed: client('First factor authentication success.', 'client C6 goes on by it'),
  secondFactorRefused: inferred('Invalid second factor password'),
  secondFactorFetched: inferred('Second authentication status fetched successfully'),
  noSingleSignOn: inferred('No single sign-on session found'),
  modesFetched: inferred('Authentication mode fetched successfully'),
  loggedOut: inferred('User logged out successfully'),
  favouriteSet: inferred('Password added to favourites successfully'),
  favouriteRemoved: inferred('Password removed from favourites successfully'),
  searchColumnsFetched: inferred('Search columns fetched successfully'),
  offlineAuditAdded: inferred('Offline audit added successfully'),
  personalFetched: inferred('Personal details fetched successfully'),
  websiteUrlsFetched: inferred('Website URLs fetched successfully'),
  personalFavourites: inferred('Personal favourites updated successfully'),

  // Resources
  resourcesFetched: client('Resources fetched successfully', 'captures C1, C3, C4'),
  resourceAdded: documented('Resource {name} has been added successfully'),
  resourceDeleted: documented('Resources deleted successfully.'),
  accountsFetched: client('Resource details with account list fetched successfully', 'captures C1, C3, C4'),
  idsByPathFetched: documented('Resource id and account id fetched successfully for the given resource name'),
  idsByQueryFetched: client(
    'Resource ID and account ID fetched successfully for the given resource name and account name.',
    'capture C4',
  ),

  // Accounts and passwords
  accountFetched: client('Account details fetched successfully', 'captures C1, C4'),
  passwordFetched: client('Password fetched successfully', 'captures C1, C3, C4'),
  passwordChanged: documented('Password changed successfully'),
  passwordHistoryFetched: inferred('Password history fetched successfully'),

  // Later versions
  resourceIdFetched: inferred('Resource ID fetched successfully for the given resource name.'),
  resourceModified: client('Resource  modified successfully.', 'capture C4, with both blanks'),
  accountsAdded: client('Account(s) added successfully', 'capture C4'),
  accountAdded: client('Account added successfully', 'capture C4'),
  accountModified: client('Account {name} modified successfully', 'capture C4'),
  accountDeleted: inferred('Account deleted successfully'),
  resourceAccountDetailsFetched: inferred('Resource and account details fetched successfully'),
  totpFetched: inferred('TOTP fetched successfully'),
  ticketValid: inferred('Ticket ID validated successfully'),
  resourceShared: inferred('Resource shared successfully'),
  resourceShareRevoked: inferred('Resource share revoked successfully'),
  accountShared: inferred('Account shared successfully'),
  accountShareRevoked: inferred('Account share revoked successfully'),
  groupShared: inferred('Resource group shared successfully'),
  groupShareRevoked: inferred('Resource group share revoked successfully'),
  resourcesAssociated: inferred('Resources associated successfully'),
  associatedGroupsFetched: inferred('Associated groups fetched successfully'),
  groupsFetched: inferred('Resource groups fetched successfully'),
  groupFetched: inferred('Resource group details fetched successfully'),
  groupAdded: inferred('Resource group {name} has been added successfully'),
  groupModified: inferred('Resource group modified successfully'),
  groupDeleted: inferred('Resource group deleted successfully'),
  resourcesDissociated: inferred('Resources dissociated successfully'),
  passwordGenerated: inferred('Password generated successfully'),
  passwordValidated: inferred('Password validated successfully'),
  policiesFetched: inferred('Password policies fetched successfully'),
  resourceTypesFetched: inferred('Resource types fetched successfully'),
  auditsFetched: client('Audits fetched successfully.', 'capture C1'),
  reportFetched: inferred('Report fetched successfully'),
  trashFetched: inferred('Trash fetched successfully'),
  trashMoved: inferred('Resources moved to trash successfully.'),
  trashRestored: inferred('Resources restored successfully.'),
  organizationsFetched: inferred('Organizations fetched successfully'),
  agentKeyGenerated: inferred('Agent key generated successfully'),
  agentKeyFetched: inferred('Agent key fetched successfully'),
  organizationManaged: inferred('Organization access updated successfully'),

  remoteAppsFetched: inferred('Remote apps fetched successfully'),
  resetConfigured: inferred('Remote password reset configured successfully'),

  // Users
  userCreated: documented('User Created Successfully'),
  usersFetched: inferred('Users fetched successfully'),
  userFetched: inferred('User details fetched successfully'),
  userModified: inferred('User {name} modified successfully'),
  userDeleted: inferred('User deleted successfully'),
  userLocked: inferred('User locked successfully'),
  userUnlocked: inferred('User unlocked successfully'),
  accountabilitiesTransferred: inferred('User accountabilities transferred successfully'),
  userIdFetched: inferred('User ID fetched successfully'),
  userGroupIdFetched: inferred('User group ID fetched successfully'),
  userGroupsFetched: inferred('User groups fetched successfully'),
  userGroupFetched: inferred('User group details fetched successfully'),
  userGroupAdded: inferred('User group {name} has been added successfully'),
  userGroupModified: inferred('User group modified successfully'),
  userGroupDeleted: inferred('User group deleted successfully'),
  tokenRegenerated: documented('Authtoken regenerated successfully.', 'PAM360 REST, authenticationapi-1'),
  featureRolesFetched: inferred('Feature roles fetched successfully'),

  // Certificates and SSH keys
  certificatesFetched: inferred('SSL certificates fetched successfully.'),
  certificateFetched: inferred('Certificate details fetched successfully.'),
  passphraseFetched: client(
    'Private key passphrase of certificate {name} is {passphrase}',
    'client C2 takes the last word',
  ),
  certificateCreated: inferred('Certificate {name} created successfully.'),
  certificateAdded: inferred('Certificate added successfully.'),
  csrImported: client('CSR {name} imported successfully.', 'client C20'),
  csrSigned: inferred('Certificate signed successfully.'),
  fieldsUpdated: inferred('Additional fields updated successfully.'),
  certificateDeleted: inferred('Certificate deleted successfully.'),
  certificatesDiscovered: inferred('SSL certificate discovery completed successfully.'),
  csrCreated: inferred('CSR {name} created successfully.'),
  csrsFetched: inferred('CSR list fetched successfully.'),
  sshKeysFetched: inferred('SSH keys fetched successfully.'),
  sshKeyCreated: documented(
    'New SSH key created successfully',
    'Key Manager Plus REST, "To create a new SSH key"',
  ),
  sshKeyImported: inferred('SSH key imported successfully'),
  sshKeyAssociated: inferred('SSH key associated successfully'),
  sshKeyDissociated: inferred('SSH key dissociated successfully'),
  sshPassphraseFetched: inferred('Passphrase of SSH key {name} is {passphrase}'),
  sshResourcesFetched: inferred('SSH resources fetched successfully'),
  sshUsersFetched: inferred('SSH users fetched successfully'),
  keyUsersFetched: inferred('Users fetched successfully'),
  credentialsApplied: inferred('Credentials updated successfully'),
  keystoreKeysFetched: inferred('Keys fetched successfully'),
  keystoreKeyAdded: inferred('Key added successfully'),
  keystoreKeyUpdated: inferred('Key updated successfully'),
  keystoreKeyDeleted: inferred('Key deleted successfully'),

  // Access requests
  requestsFetched: documented('Password Request fetched successfully'),
  requestRaised: documented('Request to view password have been raised successfully'),
  requestApproved: documented('Password Approved successfully'),
  requestRejected: documented('Password Rejected successfully'),
  checkedIn: documented('Password have been checked in successfully'),
  checkedOut: documented('Password have been checked out successfully'),
  ticketWanted: client('TICKET ID REQUIRED', 'client C6 looks for it in place of a password'),
  ticketWrong: client('TICKET ID CORRECT REQUIRED', 'client C6 looks for it in place of a password'),
  windowNotBegun: inferred('The password can be checked out from {start}'),

  // Refusals
  noSuchResource: inferred('No such resource found'),
  noSuchAccount: client('No such account found', 'client C8 looks for this part'),
  accountExists: client('Account is not added  as it already exists', 'client C8 reads it, with both blanks'),
  userExists: inferred('User already exists'),
  userGroupExists: inferred('User group already exists'),
  noSuchUserGroup: inferred('No such user group found'),
  noSuchResourceGroup: inferred('No such resource group found'),
  resourceGroupExists: inferred('Resource group already exists'),
  noSuchOrganization: inferred('No such organization found', [
    'You are not authorized to perform this operation',
  ]),
  noSuchPersonalAccount: inferred('No such account found', ['No such personal account found']),
  passphraseStatusFetched: inferred('Passphrase status fetched successfully'),
  passphraseRight: inferred('Passphrase verified successfully'),
  personalDisabled: inferred('Personal passwords are disabled. Contact your administrator.'),
  passphraseWrong: inferred('Invalid passphrase', ['Enter a valid passphrase']),
  noFile: inferred('No such file found'),
  noAgentKey: inferred('Agent key is not available'),
  noTotp: inferred('TOTP is not configured for this account'),
  noSuchCertificate: inferred('Certificate not found.'),
  noSuchCsr: inferred('CSR not found.'),
  noSuchSshKey: inferred('SSH key not found.'),
  sshKeyExists: inferred('SSH key with the same name already exists.'),
  sshKeyNotAssociated: inferred('SSH key is not associated with the user.'),
  noSuchSshResource: inferred('Resource not found.'),
  noSuchSshUser: inferred('User not found.'),
  noSuchKeystoreKey: inferred('Key not found.'),
  keystoreKeyExists: inferred('Key with the same name already exists.'),
  noSuchUser: inferred('No such user found'),
  resourceExists: client('Resource already exists', 'client C12 looks for this part'),
  mandatoryMissing: inferred('Mandatory field(s) missing'),
  invalidInput: inferred('Invalid input. Please check the input data.'),
  notAuthorized: inferred('You are not authorized to perform this operation'),
  customFieldUndefined: inferred('Invalid input. Please check the input data.'),
  wrongMethod: inferred('Error when validating URL - Invalid URL for the requested operation.', [
    'HTTP method not supported.',
  ]),
  invalidUrl: inferred('Error when validating URL - Invalid URL for the requested operation.'),
  harmfulContent: client(
    'Password Manager Pro has detected harmful contents in the input',
    'message file of client C16; client C6 knows the case by status 599',
  ),
  notLicensed: inferred('This feature is not available in your edition. Contact your administrator.'),
  internalError: inferred('Internal error occurred. Contact your administrator.'),
  reasonMissing: inferred('Reason is mandatory'),
  ticketInvalid: inferred('Enter a valid ticket ID'),
  ticketSystemDown: client(
    'Password Not Accessible. Contact your administrator to check the Ticketing system configurations & try again later.',
    'client C6',
  ),
  accountInUse: inferred('Password is currently in use'),
  requestNotApproved: inferred('Password request is not approved'),
  notCheckedOut: inferred('Password is not checked out'),
  policyViolated: client('{fault}', 'COMPLIANT REASON of capture C1, such as "Minimum length must be 8"'),

  // COMPLIANT REASON
  policyTooShort: client('Minimum length must be {count}', 'capture C1'),
  policyTooLong: inferred('Maximum length must be {count}'),
  policyMixedCase: client(
    'Password must have mixed case alphabets',
    'capture in client C14: one rule, both cases',
  ),
  policyNumeral: inferred('Password must have numerals'),
  policySpecial: inferred('Password must have special characters'),
  passwordReused: inferred('Password should not be one of the last {count} passwords', [
    'Password has already been used',
  ]),
  noSuchPolicy: inferred('Invalid input. Please check the input data.', ['No such password policy found']),
  noAccessControl: inferred('Access control is not configured for this password'),
  requestExists: inferred('Request has already been raised for this password'),
  noSuchRequest: inferred('No such request found'),
  alreadyApproved: inferred('You have already approved this request'),
  resetFailed: inferred('Password reset failed in the target system'),
  passwordHidden: inferred('You are not authorized to perform this operation'),
} as const satisfies Record<string, CatalogueText>

export type TextKey = keyof typeof catalogue

/** All texts, by key. */
export type Texts = Readonly<Record<TextKey, string>>

/** Puts values into a text's `{places}`. */
export function fillText(text: string, values: Readonly<Record<string, string>> = {}): string {
  if (!text.includes('{')) return text
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

function documented(text: string, source = 'REST 2014, sample output'): CatalogueText {
  return { text, evidence: 'documented', source }
}

function client(text: string, source: string, alternatives: readonly string[] = []): CatalogueText {
  return { text, evidence: 'client', source, alternatives }
}

function inferred(text: string, alternatives: readonly string[] = []): CatalogueText {
  return { text, evidence: 'inferred', source: 'no capture known', alternatives }
}
