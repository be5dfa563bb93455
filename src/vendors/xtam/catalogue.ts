/**
 * Everything about XTAM that its public documents leave open, as data: each knob with its default, how sure we are, and
 * why that default. `[inferred]` in a source means our reading; whoever has an appliance can set it right from a
 * configuration file (`--set xtam.deniedStatus=401`) without touching code.
 */
import { z } from 'zod'
import { signIn } from './catalogue-sign-in.ts'
import { duration, knob, section, status, text } from './knob.ts'
import { TEXTS } from './texts.ts'

const javaClient = 'Apereo java-cas-client'
const tomcat = 'Apache Tomcat 9.0'

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
  cas: signIn,
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
