/** The surface's profile and knobs. */
import { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { headerText } from '../../kernel/surface/knob.ts'
import { parseKnobs } from '../../kernel/surface/knobs.ts'
import type { SettingsDefinition } from '../../kernel/world/settings.ts'
import { ERRORS, TEXTS, type WireError } from './texts.ts'
import type { SpsErrorCode } from './errors.ts'
import { featuresOf, PROFILES, type Features, type Granularity, type Profile } from './profiles.ts'

/** What a user may set besides the rows of the profile table. */
export interface Knobs {
  /** How transactions of several sessions meet: one at a time, or merged at commit (guides from 6.9 on). */
  readonly transactions: 'exclusive' | 'parallel'
  /** Seconds of inactivity that end a session; `null`: what `management/webinterface` says. */
  readonly sessionTimeoutSeconds: number | null
  /** Sends the cookie again with each authenticated answer. */
  readonly cookieRefresh: boolean
  /** Sends the web interface's `ticket` cookie after `session_id` at login. */
  readonly ticketCookie: boolean
  /** Accepts Basic credentials without a session on every path. */
  readonly basicEverywhere: boolean
  /** The answer to a login without credentials. */
  readonly noCredentials: '401-challenge' | '400-invalid-request'
  /** A second `POST /api/transaction` in the same session. */
  readonly reopen: 'error' | 'ok'
  /** Where an API key may stand; SafeguardPowerBI sends `Authorization: apikey …`, the guide does not say. */
  readonly apiKeyHeaders: readonly ('bearer' | 'apikey' | 'x-api-key')[]
  /** How the change log names what changed, and whether it tells whole objects or the members that differ. */
  readonly changes: { readonly path: 'href' | 'relative'; readonly granularity: Granularity }
  /** Refuses what is written to the configuration and not sent as `application/json`. */
  readonly strictContentType: boolean
  /** Refuses addresses, host names, times, certificates and the like that are not in their form. */
  readonly checkFormats: boolean
  /** Accepts `{"key","meta"}` where a request must carry the bare key. */
  readonly acceptExpandedReferences: boolean
  /** Serves `/api/health-status` besides `/api/health_status`. */
  readonly healthAlias: boolean
  /** Number of the first firmware slot in `slot_id`; the guide's keys begin at 1, safeguard-ps sends positions from 0. */
  readonly slotIdBase: number
  /** Shows the slots under a `body` of `/api/firmware/slots` too, as SafeguardJava's suite expects and no page shows. */
  readonly slotsBody: boolean
  /** Sends 411 and 417 as the web server's page, as the guide implies, or in the envelope. */
  readonly serverErrors: 'page' | 'envelope'
  /** A header that stands in for a client certificate's subject, for clients behind a proxy; `null`: none. */
  readonly x509Header: string | null
  /** Most nested arrays and objects in a body. */
  readonly bodyDepth: number
  /** Whether the welcome wizard is still to be gone through. */
  readonly setup: 'completed' | 'uninitialized'
  /** Seconds, by the workspace's clock, that the appliance takes to start after the wizard. */
  readonly bootSeconds: number
  /** The same for a reboot into another firmware. */
  readonly rebootSeconds: number
  /** The same for a firmware that is fetched from a URL. */
  readonly fetchSeconds: number
  /** The same for a support bundle. */
  readonly bundleSeconds: number
  /** Whether a reboot ends all sessions; safeguard-ps asks for the new version with the session that began the upgrade. */
  readonly rebootEndsSessions: boolean
  /**
   * What a firmware test that succeeds says. safeguard-ps takes one for a success that begins "Upgrade is allowed;", the guide's
   * sample of 7.1 has the lines after it alone.
   */
  readonly firmwareTestSummary: string
  /** Most sessions on a page of a search, and the number on a page when none is asked for (guide, topic doc1582861). */
  readonly searchPageSize: number
  /** Most sessions that a search outside a snapshot gives (same topic). */
  readonly searchWindow: number
  /** What joins clauses of a search that stand side by side; Lucene's own default. */
  readonly searchOperator: 'AND' | 'OR'
  /** Most clauses of a search, Lucene's own bound; one with wildcards counts as eight (our reading). */
  readonly searchClauses: number
  /** Seconds that a search snapshot lives after its last use (guide, topic doc2157314). */
  readonly snapshotSeconds: number
  /** Most search snapshots that are open at once; the guide names a limit and not its number. */
  readonly snapshotLimit: number
}

const DEFAULTS: Knobs = {
  transactions: 'exclusive',
  sessionTimeoutSeconds: null,
  cookieRefresh: true,
  ticketCookie: false,
  basicEverywhere: false,
  noCredentials: '401-challenge',
  reopen: 'error',
  apiKeyHeaders: ['bearer', 'apikey', 'x-api-key'],
  changes: { path: 'href', granularity: 'object' },
  strictContentType: true,
  checkFormats: true,
  acceptExpandedReferences: false,
  healthAlias: true,
  slotIdBase: 1,
  slotsBody: false,
  serverErrors: 'page',
  x509Header: null,
  bodyDepth: 64,
  setup: 'completed',
  bootSeconds: 5,
  rebootSeconds: 5,
  fetchSeconds: 5,
  bundleSeconds: 5,
  rebootEndsSessions: false,
  firmwareTestSummary: 'Upgrade is allowed; HA check started\nHA check finished',
  searchPageSize: 500,
  searchWindow: 10_000,
  searchOperator: 'OR',
  searchClauses: 1024,
  snapshotSeconds: 300,
  snapshotLimit: 10,
}

export interface SpsSettings extends Features, Knobs {
  readonly profile: Profile
  readonly realm: string
  /** How each error looks on the wire, the user's wording included. */
  readonly errors: Readonly<Record<SpsErrorCode, WireError>>
}

const errorOverride = () =>
  z.strictObject({
    status: z.number().int().min(400).max(599),
    type: z.string().min(1),
    message: z.string(),
  })

const codes = Object.keys(ERRORS) as [SpsErrorCode, ...SpsErrorCode[]]

const overrides = lazily(() =>
  z
    .strictObject({
      firmwareVersion: z.string(),
      version: z.string(),
      methodError: z.enum(['MethodNotAllowed', 'UnsupportedMethod']),
      loginMethodQuery: z.boolean(),
      transactionPayload: z.enum(['body', 'transaction']),
      commitMessageField: z.boolean(),
      autoOpen: z.boolean(),
      remainingSeconds: z.boolean(),
      userLoginMethod: z.boolean(),
      apiKeys: z.boolean(),
      xToken: z.enum(['off', 'browser', 'always']),
      pluginSdkVersion: z.boolean(),
      sdkVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
      firmwareEndpoints: z.boolean(),
      firmwareFetch: z.boolean(),
      healthStatus: z.boolean(),
      healthDetails: z.boolean(),
      supportBundle: z.boolean(),
      auditSnapshots: z.boolean(),
      auditStatistics: z.boolean(),
      itemBodies: z.boolean(),
      wrapper: z.enum(['both', 'body', 'named']),
      deleteLogout: z.boolean(),
      expect100: z.enum(['continue', 'reject417']),
      licenseUpload: z.boolean(),
      setupLicense: z.enum(['xml', 'text', 'any']),
      transactions: z.enum(['exclusive', 'parallel']),
      sessionTimeoutSeconds: z.number().int().positive().nullable(),
      cookieRefresh: z.boolean(),
      ticketCookie: z.boolean(),
      basicEverywhere: z.boolean(),
      noCredentials: z.enum(['401-challenge', '400-invalid-request']),
      reopen: z.enum(['error', 'ok']),
      apiKeyHeaders: z.array(z.enum(['bearer', 'apikey', 'x-api-key'])),
      changes: z.strictObject({
        path: z.enum(['href', 'relative']).default(DEFAULTS.changes.path),
        granularity: z.enum(['object', 'leaf']).default(DEFAULTS.changes.granularity),
      }),
      strictContentType: z.boolean(),
      checkFormats: z.boolean(),
      acceptExpandedReferences: z.boolean(),
      healthAlias: z.boolean(),
      slotIdBase: z.number().int().min(0).max(1),
      slotsBody: z.boolean(),
      serverErrors: z.enum(['page', 'envelope']),
      x509Header: headerText.pipe(z.string().min(1)).nullable(),
      bodyDepth: z.number().int().positive(),
      setup: z.enum(['completed', 'uninitialized']),
      bootSeconds: z.number().min(0),
      rebootSeconds: z.number().min(0),
      fetchSeconds: z.number().min(0),
      bundleSeconds: z.number().min(0),
      rebootEndsSessions: z.boolean(),
      firmwareTestSummary: z.string(),
      searchPageSize: z.number().int().positive(),
      searchWindow: z.number().int().positive(),
      searchOperator: z.enum(['AND', 'OR']),
      searchClauses: z.number().int().positive(),
      snapshotSeconds: z.number().positive(),
      snapshotLimit: z.number().int().positive(),
      realm: headerText,
      texts: z.partialRecord(z.enum(codes), errorOverride().partial()),
    } satisfies Record<keyof Features | keyof Knobs | 'realm' | 'texts', z.ZodType>)
    .partial(),
)

export const spsSettings: SettingsDefinition<SpsSettings> = {
  surface: 'sps',
  profiles: PROFILES,
  get schema() {
    return overrides()
  },
  resolve(profile, given) {
    const known = profile as Profile
    const { texts = {}, ...knobs } = given === undefined ? {} : parseKnobs('sps', overrides(), given)
    const settings: SpsSettings = {
      realm: TEXTS.realm,
      ...featuresOf(known),
      ...DEFAULTS,
      ...(knobs as Partial<SpsSettings>),
      profile: known,
      errors: wording(texts),
    }
    return Object.freeze(settings)
  },
}

function wording(
  texts: Readonly<Partial<Record<SpsErrorCode, Partial<Record<keyof WireError, unknown>>>>>,
): Readonly<Record<SpsErrorCode, WireError>> {
  const all = codes.map((code) => [code, { ...ERRORS[code], ...texts[code] }])
  return Object.fromEntries(all) as Readonly<Record<SpsErrorCode, WireError>>
}
