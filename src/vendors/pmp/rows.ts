/** The rows of the tables: what the product keeps. Ids are its own decimal texts, moments milliseconds since the epoch. */

/** 2014 names four roles; later builds add Privileged Administrator and roles of a site's own. */
export type Role =
  | 'Administrator'
  | 'Privileged Administrator'
  | 'Password Administrator'
  | 'Password Auditor'
  | 'Password User'

/** What makes a user an API user. */
export interface ApiAccess {
  readonly token: string
  /** Milliseconds since the epoch; null: never. */
  readonly expiresAt: number | null
  readonly restEnabled: boolean
  /** `*`, an address or a host name that requests must come from. */
  readonly host: string
  /** Whether the host name resolves; the product hangs up on callers when it does not (client C1). */
  readonly hostResolves: boolean
}

export interface UserRow {
  readonly id: string
  readonly login: string
  readonly firstName: string
  readonly lastName: string
  readonly fullName: string
  readonly email: string
  readonly role: Role
  /** Access scope "All Passwords in the System". */
  readonly superAdministrator: boolean
  readonly disabled: boolean
  /** For the interactive login. */
  readonly password: string
  readonly api: ApiAccess | null
  /** What else the product keeps of a user and never answers: department, telephone numbers and the like. */
  readonly attributes: Readonly<Record<string, string>>
}

/** Password access control, set for a resource or for one account, whose own setting takes precedence. */
export interface AccessControl {
  readonly enabled: boolean
  /** Ids of the users who may decide. */
  readonly approvers: readonly string[]
  /** How many of them must approve. */
  readonly approvals: 1 | 2
  /** Whose requests are approved at once. */
  readonly autoApprove: 'nobody' | 'administrators' | 'everybody'
  readonly requestReasonRequired: boolean
  /** How long a password stays checked out; null: the system's default. */
  readonly exclusiveMinutes: number | null
  /** Whether the password changes after use. */
  readonly resetAfterUse: boolean
}

export interface CustomField {
  readonly label: string
  readonly value: string
}

export interface ResourceRow {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly description: string
  readonly url: string
  readonly dnsName: string
  readonly domainName: string
  readonly department: string
  readonly location: string
  readonly ownerId: string
  readonly policy: string
  readonly customFields: readonly CustomField[]
  /** Whether a REMOTE password reset reaches the target. */
  readonly remoteReset: 'works' | 'fails'
  readonly accessControl: AccessControl | null
}

export interface AccountRow {
  readonly id: string
  /** Usually the account's id, but not always (client C14). */
  readonly passwordId: string
  readonly resourceId: string
  readonly name: string
  readonly password: string
  readonly notes: string
  /** The account's own policy; null: the resource's. */
  readonly policy: string | null
  readonly customFields: readonly CustomField[]
  readonly modifiedAt: number | null
  /** A reason must be given for viewing; null: the system's default. */
  readonly reasonRequired: boolean | null
  readonly accessControl: AccessControl | null
  /** The file that is this account's password, in a File Store and the like. */
  readonly file: StoredFile | null
  /** Files held in custom fields, by label. */
  readonly fieldFiles: Readonly<Record<string, StoredFile>>
  readonly totp: TotpSetup | null
}

/** One-time passwords by time (RFC 6238). */
export interface TotpSetup {
  /** Base32, as authenticator apps take it. */
  readonly secret: string
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
  readonly digits: number
  /** How long one password holds, in seconds. */
  readonly validitySeconds: number
}

export interface StoredFile {
  readonly name: string
  readonly contentBase64: string
}

/** Levels of a share, weakest first. */
export type ShareLevel = 'remoteapp' | 'view' | 'modify' | 'fullaccess'

export interface ShareRow {
  readonly target: 'resource' | 'account' | 'group'
  readonly targetId: string
  readonly grantee: 'user' | 'usergroup'
  readonly granteeId: string
  readonly level: ShareLevel
}

/** A user's request for one account's password, until it has run its course. */
export interface AccessRequestRow {
  readonly accountId: string
  readonly userId: string
  readonly state: 'waiting' | 'approved' | 'checked-out'
  readonly reason: string
  readonly ticketId: string
  readonly requestedAt: number
  /** Who has approved so far. */
  readonly approvedBy: readonly string[]
  /** When it comes to nothing, undecided or unused; null: never. */
  readonly voidAt: number | null
  /** The window asked for, when not at once. */
  readonly startsAt: number | null
  readonly endsAt: number | null
  /** When a checked-out password is taken back. */
  readonly returnAt: number | null
}

/** An interactive session, under its key. */
export interface SessionRow {
  readonly userId: string
  readonly usedAt: number
}

export interface UserGroupRow {
  readonly id: string
  readonly name: string
  readonly memberIds: readonly string[]
}

export interface ResourceGroupRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly ownerId: string
  readonly resourceIds: readonly string[]
}

/** A resource that was deleted and can be restored (PAM360). */
export interface TrashRow {
  readonly id: string
  readonly type: 'resource' | 'account'
  readonly resource: ResourceRow
  readonly accounts: readonly AccountRow[]
}

export interface CertificateRow {
  readonly id: string
  readonly commonName: string
  readonly serialNumber: string
  readonly issuer: string
  readonly expiresAt: number
  readonly passphrase: string
  readonly additionalFields: Readonly<Record<string, string>>
}

/** A certificate signing request that was imported. */
export interface CsrRow {
  readonly id: string
  readonly commonName: string
  readonly email: string
}

export interface SshKeyRow {
  readonly name: string
  readonly type: string
  readonly userName: string
  readonly resourceName: string
  readonly privateKey: string
}

export interface PolicyRow {
  readonly name: string
  readonly minLength: number
  readonly maxLength: number
  readonly upperCase: boolean
  readonly digit: boolean
  readonly special: boolean
}

/** A custom field that administrators have defined; only these can be filled. */
export interface CustomFieldDefinition {
  readonly scope: 'resource' | 'account'
  readonly label: string
  readonly type: 'Character' | 'Password' | 'Numeric' | 'Date' | 'File'
  readonly column: string
}

/** Settings an administrator makes for the whole system; one row. */
export interface SystemRow {
  readonly reasonRequired: boolean
  readonly requestReasonRequired: boolean
  readonly defaultResourceType: string
  readonly defaultPolicy: string
  readonly ticketing: {
    readonly viewing: 'none' | 'optional' | 'mandatory'
    readonly requests: boolean
    readonly reachable: boolean
    /** Valid ticket ids; null: any. */
    readonly tickets: readonly string[] | null
  }
}

/** What may be lost in a crash: when a password was last read. */
export interface AccountUse {
  readonly accessedAt: number
}

export interface AuditRow {
  readonly id: number
  readonly at: number
  readonly type: 'Resource' | 'User'
  readonly operation: string
  readonly operatedBy: string
  readonly resourceId: string
  readonly resourceName: string
  readonly accountId: string
  readonly accountName: string
  readonly userName: string
  readonly userFullName: string
  readonly address: string
  readonly reason: string
  readonly ticketId: string
}
