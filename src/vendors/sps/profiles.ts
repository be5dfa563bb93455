/**
 * Where product versions differ, as one table. Sources: the REST API Reference Guides of the versions named, and the real
 * clients; between two readable guides the switch is our reading. Every row is a knob too: `--set sps.autoOpen=false`.
 */

/** Product versions, default first, newest to oldest. `4.x` answers as the vendor's tutorial prints. */
export const PROFILES = ['8.0', '7.5', '7.0', '6.9', '6.0', '5.x', '4.x'] as const

export type Profile = (typeof PROFILES)[number]

type Row<Value> = readonly [Value, Value, Value, Value, Value, Value, Value]

const yes = true
const no = false

/** Columns: 8.0, 7.5, 7.0, 6.9, 6.0, 5.x, 4.x. */
const TABLE = {
  /** `body.firmware_version` of `/api/info`; the PowerBI connector compares it by dotted prefix. */
  firmwareVersion: ['8.0.0', '7.5.1', '7.0.5', '6.9.5', '6.0.12', '5.7.0', '4.3.0'],
  version: ['8.0', '7.5', '7.0', '6.9', '6.0', '5 F7', '4 F3'],
  /** Type of a 405 (guide 8.0 "Authenticate to the SPS REST API", guide 5.x same page). */
  methodError: [
    'MethodNotAllowed',
    'MethodNotAllowed',
    'MethodNotAllowed',
    'UnsupportedMethod',
    'UnsupportedMethod',
    'UnsupportedMethod',
    'UnsupportedMethod',
  ],
  /** `login_method=` at login (safeguard-ps, PowerBI connector). */
  loginMethodQuery: [yes, yes, yes, no, no, no, no],
  /** Member of `GET /api/transaction` that holds the status. */
  transactionPayload: ['body', 'body', 'body', 'transaction', 'transaction', 'transaction', 'transaction'],
  /** `commit_message` in the status (guide 8.0 "Open a transaction"). */
  commitMessageField: [yes, yes, yes, no, no, no, no],
  /** The first change opens a transaction by itself (guide 6.9.2 and later). */
  autoOpen: [yes, yes, yes, yes, no, no, no],
  /** `meta.remaining_seconds` (guide 6.0 and later; the seeds' "Message format"). */
  remainingSeconds: [yes, yes, yes, yes, yes, no, no],
  /** `login_method` in the user information (guide 8.0). */
  userLoginMethod: [yes, yes, no, no, no, no, no],
  /** `/api/user/api_keys` (guide 8.0; 7.5 is our reading). */
  apiKeys: [yes, yes, no, no, no, no, no],
  /** `X-Token` on changes that seem to come from a browser (safeguard-ps, change of 2024-04-30). */
  xToken: ['browser', 'browser', 'off', 'off', 'off', 'off', 'off'],
  /** `plugin_sdk_version` in `/api/info` (guide 6.9.3). */
  pluginSdkVersion: [yes, yes, yes, yes, no, no, no],
  /**
   * Version of the plugin SDK, whose first two numbers are the plugin API's (guides to creating plugins 6.0.1 and 6.9.2; build
   * information of One Identity's plugins: 1.1 with 5.11 and 6.0, 1.6.0 with 6.7, 1.7.1 with 6.12; newer ones are our reading).
   */
  sdkVersion: ['1.9.0', '1.9.0', '1.7.1', '1.6.0', '1.1.8', '1.0.0', '1.0.0'],
  firmwareEndpoints: [yes, yes, yes, yes, no, no, no],
  /** `/api/firmware/fetch` (guide 7.0 LTS page 8, 8.0 page 8, topic doc1950349). */
  firmwareFetch: [yes, yes, yes, no, no, no, no],
  healthStatus: [yes, yes, yes, yes, yes, no, no],
  /** More than load, memory and sessions in it (guide 7.1 and later). */
  healthDetails: [yes, yes, yes, no, no, no, no],
  supportBundle: [yes, yes, no, no, no, no, no],
  /** `/api/audit/sessions/_snapshot` and `_count` (guide 7.2 and later; SafeguardPowerBI supports 7.3 to 8.2). */
  auditSnapshots: [yes, yes, no, no, no, no, no],
  /** `/api/audit/sessions/stats` and `histogram` (guide 6.0.2 and later). */
  auditStatistics: [yes, yes, yes, yes, yes, no, no],
  /** Bodies in the items of a configuration collection (since 6.1.0, guide 7.5 page 6). */
  itemBodies: [yes, yes, yes, yes, no, no, no],
  /** Where a singleton's payload stands: under `body`, under its own key (the tutorial of the seeds), or both. */
  wrapper: ['both', 'both', 'both', 'both', 'both', 'both', 'named'],
  /** `DELETE /api/authentication` ends the session: no source documents a logout, so only newer versions offer it. */
  deleteLogout: [yes, yes, yes, no, no, no, no],
  /** `Expect: 100-continue` (the seeds' introduction names the 417). */
  expect100: ['continue', 'continue', 'continue', 'continue', 'continue', 'reject417', 'reject417'],
  /** `/api/upload/license` (inferred), since there is `management/license` to read it (guide 6.0.5). */
  licenseUpload: [yes, yes, yes, yes, yes, no, no],
  /** The licence of the welcome wizard, and of the upload (guide 7.2 page 51). */
  setupLicense: ['xml', 'xml', 'any', 'text', 'text', 'text', 'text'],
} as const satisfies Readonly<Record<string, Row<string | boolean>>>

/** What the versions differ in. */
export interface Features {
  readonly firmwareVersion: string
  readonly version: string
  readonly methodError: 'MethodNotAllowed' | 'UnsupportedMethod'
  readonly loginMethodQuery: boolean
  readonly transactionPayload: 'body' | 'transaction'
  readonly commitMessageField: boolean
  readonly autoOpen: boolean
  readonly remainingSeconds: boolean
  readonly userLoginMethod: boolean
  readonly apiKeys: boolean
  readonly xToken: 'off' | 'browser' | 'always'
  readonly pluginSdkVersion: boolean
  readonly sdkVersion: string
  readonly firmwareEndpoints: boolean
  readonly firmwareFetch: boolean
  readonly healthStatus: boolean
  readonly healthDetails: boolean
  readonly supportBundle: boolean
  readonly auditSnapshots: boolean
  readonly auditStatistics: boolean
  readonly itemBodies: boolean
  readonly wrapper: 'both' | 'body' | 'named'
  readonly deleteLogout: boolean
  readonly expect100: 'continue' | 'reject417'
  readonly licenseUpload: boolean
  readonly setupLicense: 'xml' | 'text' | 'any'
}

/** What an entry of the change log stands for: a whole object, or the innermost members of it that differ. */
export type Granularity = 'object' | 'leaf'

/** The table's column for a version. */
export function featuresOf(profile: Profile): Features {
  const column = PROFILES.indexOf(profile)
  const features = Object.entries(TABLE).map(([name, row]) => [name, row[column]])
  // The compiler cannot follow a column through the table; the types of its rows are those of Features.
  return Object.fromEntries(features) as Features
}

/** The versions for which something holds, newest first. */
export function profilesWith(holds: (features: Features) => boolean): Profile[] {
  return PROFILES.filter((profile) => holds(featuresOf(profile)))
}

/** Whether `profile` is `since` or newer, and older than `until`. */
export function isWithin(profile: Profile, since: Profile = '4.x', until?: Profile): boolean {
  const at = PROFILES.indexOf(profile)
  return at <= PROFILES.indexOf(since) && (until === undefined || at > PROFILES.indexOf(until))
}
