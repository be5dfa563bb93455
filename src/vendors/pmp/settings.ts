/** The surface's profiles and knobs. */
import { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { UserError } from '../../kernel/errors.ts'
import { headerText } from '../../kernel/surface/knob.ts'
import { parseKnobs } from '../../kernel/surface/knobs.ts'
import type { SettingsDefinition } from '../../kernel/world/settings.ts'
import { role } from './rows/people.ts'
import { catalogue, type TextKey, type Texts } from './texts.ts'
import { editions, interactive, type Edition, type EditionName, type StatusWords } from './editions.ts'

export type Profile = 'auto' | EditionName

const profiles = ['auto', '2014', '2018', '10', '12', 'pam360'] as const satisfies readonly Profile[]

/** As client C6 knows them. */
const SECOND_FACTORS = [
  'none',
  'GOOGLE_AUTH',
  'MICROSOFT_AUTH',
  'OKTAVERIFY_AUTH',
  'EMAILPASSWORD_AUTH',
  'RSA_AUTH',
  'VASCO_AUTH',
  'ONE_AUTH',
  'ORACLE_AUTH',
  'PHONE_AUTH',
] as const

const textOverrides = () =>
  z.partialRecord(z.enum(Object.keys(catalogue) as [TextKey, ...TextKey[]]), z.string())

const knobs = lazily(() =>
  z.strictObject({
    /** Which ways a token may travel (README, "Tokens"). */
    tokens: z.strictObject({
      query: z.boolean(),
      header: z.boolean(),
      application: z.boolean(),
    }),
    /** The address or name that every caller counts as; null: the socket's address, or the X-Pam-Mock-Client-Host header. */
    clientHost: z.string().min(1).nullable(),
    /** What an unknown path is answered: a web server's 404, or the "invalid URL" of sister products. */
    unknownPath: z.enum(['not-found', 'invalid-url']),
    contentFilter: z.strictObject({ enabled: z.boolean(), patterns: z.array(z.string().min(1)) }),
    /** Percent-decode raw JSON bodies too. */
    decodeRawBody: z.boolean(),
    /** Take a JSON body without `INPUT_DATA=`. */
    acceptBareJson: z.boolean(),
    // General Settings: what an administrator decides for the whole site.
    /** Refuse passwords that break their policy; the product reports them, unless told to enforce. */
    enforcePolicies: z.boolean(),
    /** Whether a reason is asked for before a password is shown; null: what the world's `system` says. */
    reasonForRetrieval: z.boolean().nullable(),
    /** The same for a request under access control. */
    reasonForRequest: z.boolean().nullable(),
    /** Whether a ticket is asked for before a password is shown; null: what the world's `system` says. */
    ticketForRetrieval: z.enum(['none', 'optional', 'mandatory']).nullable(),
    /** The same for a request under access control. */
    ticketForRequest: z.boolean().nullable(),
    /** Whether Password Users and Auditors see passwords where the product could log them on. */
    plainTextWithAutoLogon: z.boolean(),
    /** Whether access control binds administrators, too. */
    accessControlForAdministrators: z.boolean(),
    /** The roles whose users may have the REST API. */
    apiRoles: z.array(role),
    /** Whether users may keep personal passwords, and whether each must set a passphrase of the own first. */
    personalPasswords: z.boolean(),
    personalPassphrase: z.enum(['optional', 'required']),
    /** What users with a second factor are asked for besides their password, in the word of the API. */
    secondFactor: z.enum(SECOND_FACTORS),
    /** After how many failures in a row a captcha is shown (0: never), and the text that solves it. */
    captcha: z.strictObject({ afterFailures: z.int().nonnegative(), text: z.string().min(1) }),
    /** How a password is answered that its caller may not have: Failed, or as a status word in its place. */
    unreadablePassword: z.enum(['edition', 'failed', 'word']),
    /** How a file that is not there is answered: Failed, or the impossible status line that client C24 met. */
    missingFile: z.enum(['failed', 'status-1000']),
    /** What getCertificate answers: the file as client C2 saves it, or JSON around it as kmp-issuer (C20) reads it. */
    certificateFile: z.enum(['pem', 'json']),
    /** What the id is called that a resource's name is looked up for: two scripts of client C5 differ in it. */
    resourceIdMember: z.enum(['RESOURCEID', 'RESOURCE ID']),
    /** How operation 9 lists one requester: as the edition does, or always as an array. */
    requestList: z.enum(['edition', 'array']),
    /** Under which names the PKI API lists: Password Manager Pro's clients read one, Key Manager Plus's page has the other. */
    pkiLists: z.enum(['both', 'named', 'details']),
    /** How long a request waits or stays unused, and how long a password stays checked out and is then forgiven. */
    timers: z.strictObject({
      voidMinutes: z.number().positive(),
      exclusiveMinutes: z.number().positive(),
      graceMinutes: z.number().nonnegative(),
      /** How long an interactive session may be idle. */
      sessionMinutes: z.number().positive(),
    }),
    /** What the interactive API calls its build; client C6 changes its ways by it. */
    buildNumber: z.string().regex(/^\d+$/),
    /** Content-Type of answers. */
    contentType: headerText.pipe(z.string().min(1)),
    /** Minutes that the server's local time is ahead of UTC; dates in answers are local. */
    utcOffsetMinutes: z.int().min(-840).max(840),
    /** PASSWORD STATUS words in place of the edition's. */
    status: z
      .strictObject({
        viewable: z.string(),
        hidden: z.string(),
        request: z.string(),
        waiting: z.string(),
        approved: z.string(),
        checkedOut: z.string(),
        inUse: z.string(),
      } satisfies Record<keyof StatusWords, z.ZodString>)
      .partial(),
    /** Sentences in place of the catalogue's. */
    texts: textOverrides(),
    /** `name` members in place of ours, by ours: several are not documented. */
    names: z.record(z.string(), z.string()),
  }),
)

type Knobs = z.infer<ReturnType<typeof knobs>>

export interface PmpSettings extends Omit<Knobs, 'texts' | 'status'> {
  readonly profile: Profile
  readonly texts: Texts
  /** The edition of requests that come the way of 2014: with AUTHTOKEN in the query. */
  readonly queryEdition: Edition
  readonly edition: Edition
  /** The edition of the interactive API, whose clients look for one set of words in every build. */
  readonly interactiveEdition: Edition
}

const DEFAULTS: Omit<Knobs, 'tokens'> = {
  clientHost: null,
  unknownPath: 'not-found',
  contentFilter: { enabled: false, patterns: ['<script', '</', 'javascript:'] },
  decodeRawBody: false,
  acceptBareJson: false,
  enforcePolicies: false,
  reasonForRetrieval: null,
  reasonForRequest: null,
  ticketForRetrieval: null,
  ticketForRequest: null,
  plainTextWithAutoLogon: true,
  accessControlForAdministrators: true,
  apiRoles: role.options,
  personalPasswords: true,
  personalPassphrase: 'optional',
  secondFactor: 'none',
  captcha: { afterFailures: 0, text: 'FAKE42' },
  unreadablePassword: 'edition',
  missingFile: 'failed',
  certificateFile: 'pem',
  resourceIdMember: 'RESOURCEID',
  requestList: 'edition',
  pkiLists: 'both',
  timers: { voidMinutes: 24 * 60, exclusiveMinutes: 30, graceMinutes: 0, sessionMinutes: 30 },
  buildNumber: '12400',
  contentType: 'application/json;charset=UTF-8',
  utcOffsetMinutes: 0,
  status: {},
  texts: {},
  names: {},
}

/**
 * Which ways a token may travel. Builds below 10102 know the query alone, later ones the header too (client C6);
 * PAM360's documentation forbids the query, though the vendor's own Ansible plug-in puts APP_AUTHTOKEN there (C9).
 */
const TOKENS: Readonly<Record<Profile, Knobs['tokens']>> = {
  auto: { query: true, header: true, application: true },
  '2014': { query: true, header: false, application: false },
  '2018': { query: true, header: false, application: true },
  '10': { query: true, header: true, application: true },
  '12': { query: true, header: true, application: true },
  pam360: { query: false, header: true, application: true },
}

const overridesSchema = lazily(() => {
  const { tokens, contentFilter, timers, captcha } = knobs().shape
  return knobs()
    .extend({
      tokens: tokens.partial(),
      contentFilter: contentFilter.partial(),
      timers: timers.partial(),
      captcha: captcha.partial(),
    })
    .partial()
})

export const pmpSettings: SettingsDefinition<PmpSettings> = {
  surface: 'pmp',
  profiles,
  get schema() {
    return overridesSchema()
  },
  resolve(profile, overrides) {
    const chosen = profiles.find((one) => one === profile)
    if (!chosen) throw new UserError(`"${profile}" is no profile of pmp; there are ${profiles.join(', ')}.`)
    const given = overrides === undefined ? {} : parseKnobs('pmp', overridesSchema(), overrides)
    return settle(chosen, given as Partial<Knobs>)
  },
}

function settle(profile: Profile, given: Partial<Knobs>): PmpSettings {
  const { texts, status, ...rest } = { ...DEFAULTS, ...given }
  const worded = (edition: Edition): Edition => ({
    ...edition,
    status: { ...edition.status, ...(status as Partial<StatusWords>) },
  })
  return {
    ...rest,
    tokens: { ...TOKENS[profile], ...given.tokens },
    contentFilter: { ...DEFAULTS.contentFilter, ...given.contentFilter },
    timers: { ...DEFAULTS.timers, ...given.timers },
    captcha: { ...DEFAULTS.captcha, ...given.captcha },
    profile,
    texts: { ...defaultTexts, ...texts },
    edition: worded(editions[profile === 'auto' ? '12' : profile]),
    queryEdition: worded(editions[profile === 'auto' ? '2014' : profile]),
    interactiveEdition: worded(interactive(editions[profile === 'auto' ? '12' : profile])),
  }
}

const defaultTexts = Object.fromEntries(
  Object.entries(catalogue).map(([key, { text }]) => [key, text]),
) as Texts
