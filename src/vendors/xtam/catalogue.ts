/**
 * Everything about XTAM that its public documents leave open, as data: each knob with its default, how sure we are, and
 * why that default. `[inferred]` in a source means our reading; whoever has an appliance can set it right from a
 * configuration file (`--set xtam.deniedStatus=401`) without touching code.
 */
import { z } from 'zod'
import { parseDuration } from '../../kernel/duration.ts'
import type { Evidence } from '../../kernel/operations.ts'
import { TEXTS } from './texts.ts'

/** Where a default comes from. */
export interface Origin {
  readonly evidence: Evidence
  readonly source: string
}

const casPage = 'Apereo CAS documentation, ticket expiration policies'
const javaClient = 'Apereo java-cas-client'
const tomcat = 'Apache Tomcat 9.0'

/** A text; the command line gives what looks like a number as one. */
const text = z.union([z.string(), z.number().transform(String)])

/** The container's own words need these even where no workspace, and so no setting, is known. */
export const TOMCAT_DEFAULTS = {
  version: '9.0.50',
  showReport: true,
  showServerInfo: true,
  expiresHeader: true,
}

/** The knobs, as a schema that also fills in the defaults. */
export const knobs = z.strictObject({
  idStyle: knob(z.enum(['follow', 'public', 'numeric']), 'follow', {
    evidence: 'inferred',
    source: 'XTAM API samples: Python uses i-… ids, Shell and PowerShell numbers',
  }),
  acceptNumeric: knob(z.boolean(), true, {
    evidence: 'inferred',
    source: 'XTAM API samples: both kinds of ids stand in current pages',
  }),
  errorBody: knob(z.enum(['tomcatHtml', 'json', 'text']), 'tomcatHtml', {
    evidence: 'inferred',
    source: `${tomcat} ErrorReportValve; no XTAM error body is public`,
  }),
  deniedStatus: knob(status(401, 403, 404), 403, {
    evidence: 'inferred',
    source: 'HTTP practice; the successor product documents "401 or similar"',
  }),
  hiddenStatus: knob(status(403, 404), 403, {
    evidence: 'inferred',
    source: 'XTAM object permissions are additive and checked on the loaded object',
  }),
  workflowStatus: knob(status(403, 401, 409), 403, {
    evidence: 'inferred',
    source: 'known clients tell 200 from the rest alone',
  }),
  workflowPeriod: duration('1h', { evidence: 'inferred', source: 'the default period is not documented' }),
  unverifiedApi: knob(z.boolean(), true, {
    evidence: 'inferred',
    source: 'functions known by title alone; off: their paths answer 404',
  }),
  timeFormat: knob(z.enum(['epochMs', 'iso']), 'epochMs', {
    evidence: 'inferred',
    source: 'Jackson default',
  }),
  strictFields: knob(z.boolean(), false, {
    evidence: 'inferred',
    source: 'XTAM API samples show no check of the fields of a record type',
  }),
  tokenFormat: knob(z.enum(['jwe', 'opaque']), 'jwe', {
    evidence: 'inferred',
    source: 'Apereo CAS JWT authentication: signed, then encrypted',
  }),
  tokenOnRest: knob(z.boolean(), false, {
    evidence: 'inferred',
    source: 'only the sign-in module is documented to take tokens; on: header "token" or Bearer on /rest',
  }),
  basicCreatesSession: knob(z.boolean(), false, {
    evidence: 'inferred',
    source: `${tomcat} AuthenticatorBase; on, whoami sets two cookies and the vendor's own sample breaks`,
  }),
  malformedIdStatus: knob(status(404, 400), 404, {
    evidence: 'inferred',
    source: 'JAX-RS path parameter conversion',
  }),
  createStatus: knob(status(200, 201), 200, {
    evidence: 'inferred',
    source: 'verbs in XTAM paths are calls',
  }),
  createAnswer: knob(z.enum(['record', 'id', 'empty']), 'record', {
    evidence: 'inferred',
    source: 'XTAM Shell and PowerShell samples print the body',
  }),
  maskStyle: knob(z.enum(['omit', 'stars']), 'omit', { evidence: 'inferred', source: 'least leakage' }),
  listOrder: knob(z.enum(['foldersFirst', 'created']), 'foldersFirst', {
    evidence: 'inferred',
    source: 'XTAM navigation page shows folders before records',
  }),
  maxName: knob(z.int().positive(), 255, { evidence: 'inferred', source: 'usual column width' }),
  cookiePathTrailingSlash: knob(z.boolean(), false, {
    evidence: 'inferred',
    source: `${tomcat} default sessionCookiePathUsesTrailingSlash=false`,
  }),
  realm: knob(text, 'Authentication required', {
    evidence: 'inferred',
    source: `${tomcat} AuthenticatorBase default realm`,
  }),
  sessionTtl: duration('30m', { evidence: 'inferred', source: `${tomcat} default session-timeout` }),
  ticketFailure: knob(status(403, 500), 403, {
    evidence: 'inferred',
    source: `XTAM federated sign-in errors name 403; ${javaClient} by default raises 500`,
  }),
  redirectAfterValidation: knob(z.boolean(), true, { evidence: 'inferred', source: `${javaClient} default` }),
  jsessionidInRedirect: knob(z.boolean(), false, {
    evidence: 'inferred',
    source: `${javaClient} encodes the URL; many applications restrict Tomcat to cookies`,
  }),
  revokeSessions: knob(z.boolean(), false, {
    evidence: 'inferred',
    source: 'whether disabling a user ends live sessions at once is not documented',
  }),
  jsonContentType: knob(text, 'application/json', { evidence: 'inferred', source: 'JAX-RS default' }),
  fsm: knob(z.boolean(), true, {
    evidence: 'documented',
    source: 'XTAM Federated Sign-In: the module is optional; without it /cas answers 404',
  }),
  xsrf: section({
    binding: knob(z.enum(['user', 'cookie', 'global']), 'user', {
      evidence: 'client',
      source: 'XTAM API Python example: posts with Basic and the header, without any cookie',
    }),
    failStatus: knob(status(403, 401, 400, 412), 403, {
      evidence: 'inferred',
      source: 'XSRF filter practice',
    }),
    ttl: duration('24h', { evidence: 'inferred', source: 'not documented' }),
    cookieOn: knob(z.enum(['whoami', 'allGets']), 'whoami', {
      evidence: 'documented',
      source: 'XTAM API Python example: whoami hands it out; elsewhere it is not mentioned',
    }),
    rotate: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: 'XTAM API Python example: a token must survive later GETs',
    }),
    length: knob(z.int().min(8).max(128), 32, { evidence: 'inferred', source: 'not documented' }),
  }),
  cas: section({
    serverName: knob(z.union([z.literal(''), z.url()]), '', {
      evidence: 'documented',
      source: 'XTAM Federated Sign-In: cas.server.name; empty: what the client asked for',
    }),
    ticketTtl: duration('10s', { evidence: 'documented', source: casPage }),
    ticketNode: knob(text.pipe(z.string().regex(/^[A-Za-z0-9.-]*$/)), 'xtam', {
      evidence: 'inferred',
      source: 'CAS appends its host name to tickets',
    }),
    failStatus: knob(status(401, 200), 401, {
      evidence: 'inferred',
      source: 'Apereo CAS authentication event resolver',
    }),
    flavour: knob(text.pipe(z.enum(['5', '6'])), '5', {
      evidence: 'inferred',
      source: 'XTAM Google MFA page spells properties as CAS 5 does',
    }),
    grantingTicketIdle: duration('2h', { evidence: 'inferred', source: casPage }),
    grantingTicketTtl: duration('8h', { evidence: 'inferred', source: casPage }),
    services: knob(z.array(z.string()), ['http://*', 'https://*'], {
      evidence: 'inferred',
      source: 'which services the module registers is not public; * stands for any text',
    }),
    strictTransportSecurity: knob(z.boolean(), false, {
      evidence: 'inferred',
      source:
        'Apereo CAS sends it over TLS; a browser would then refuse plain http to the same host for half a year',
    }),
    followLogoutService: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: 'Apereo CAS: cas.logout.followServiceRedirects is off by default',
    }),
    mfa: knob(z.enum(['none', 'gauth']), 'none', {
      evidence: 'documented',
      source: 'XTAM Google MFA configuration: cas.authn.mfa.globalProviderId=mfa-gauth',
    }),
    mfaIssuer: knob(text, 'XtonTechnologies', {
      evidence: 'documented',
      source: 'XTAM Google MFA configuration',
    }),
    mfaLabel: knob(text, 'XTAM', { evidence: 'documented', source: 'XTAM Google MFA configuration' }),
    unauthorizedServiceStatus: knob(status(403, 200), 403, { evidence: 'inferred', source: 'Apereo CAS' }),
  }),
  tomcat: section({
    version: knob(text, TOMCAT_DEFAULTS.version, {
      evidence: 'inferred',
      source: 'release of the time of CAS 5',
    }),
    showReport: knob(z.boolean(), TOMCAT_DEFAULTS.showReport, {
      evidence: 'inferred',
      source: `${tomcat} ErrorReportValve`,
    }),
    showServerInfo: knob(z.boolean(), TOMCAT_DEFAULTS.showServerInfo, {
      evidence: 'inferred',
      source: `${tomcat} ErrorReportValve`,
    }),
    expiresHeader: knob(z.boolean(), TOMCAT_DEFAULTS.expiresHeader, {
      evidence: 'inferred',
      source: `${tomcat} AuthenticatorBase up to 9.0.50; gone in 9.0.97`,
    }),
  }),
  texts: section(
    Object.fromEntries(
      Object.entries(TEXTS).map(([name, { text: words, ...origin }]) => [name, knob(text, words, origin)]),
    ) as Record<keyof typeof TEXTS, z.ZodDefault<typeof text>>,
  ),
})

/** A knob with its default and where that comes from. */
function knob<Schema extends z.ZodType>(
  schema: Schema,
  value: z.util.NoUndefined<z.output<Schema>>,
  origin: Origin,
): z.ZodDefault<Schema> {
  return schema.default(value).meta({ ...origin })
}

function section<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodPrefault<z.ZodObject<Shape, z.core.$strict>> {
  // Parsing an empty object fills in every default of the section.
  return z.strictObject(shape).prefault({} as never)
}

/** A span of time in milliseconds; written as `30m` or as a number of milliseconds. */
function duration(text: string, origin: Origin) {
  const schema = z.union([z.string(), z.number()]).transform((value, context) => {
    const ms = parseDuration(value)
    if (ms !== undefined && ms > 0) return ms
    context.addIssue({ code: 'custom', message: 'expected a span of time such as "30m" or "10s"' })
    return z.NEVER
  })
  return schema.prefault(text).meta({ ...origin })
}

function status<const Codes extends readonly [number, ...number[]]>(
  ...codes: Codes
): z.ZodLiteral<Codes[number]> {
  return z.literal(codes)
}
