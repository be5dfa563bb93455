/**
 * Everything about XTAM that its public documents leave open, as data: each knob with its default, how sure we are, and
 * why that default. `[inferred]` in a source means our reading; whoever has an appliance can set it right from a
 * configuration file (`--set xtam.deniedStatus=401`) without touching code.
 */
import { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { signIn } from './sign-in-knobs.ts'
import { duration, headerText, knob, section, status, text } from '../../kernel/surface/knob.ts'
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
export const knobs = lazily(() =>
  z.strictObject({
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
    tokenIpFilter: knob(z.enum(['cidr', 'exact', 'wildcard']), 'cidr', {
      evidence: 'inferred',
      source:
        'XTAM token authentication names an IP filter without its syntax; lists of addresses and blocks are usual',
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
    wrongKindStatus: knob(status(404, 400, 403), 404, {
      evidence: 'inferred',
      source: 'JAX-RS: a folder is no record, so there is no such record',
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
    listLimit: knob(z.int().min(0), 0, {
      evidence: 'inferred',
      source: 'the client OnyxCorpInt/xtamtmpl reads a whole folder from one array; 0: no limit',
    }),
    updateOmitted: knob(z.enum(['keepSecrets', 'keepAll', 'replace']), 'keepSecrets', {
      evidence: 'inferred',
      source: 'a script that sends back what it was given must not wipe the secrets it was not shown',
    }),
    strictSearch: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: 'a search box finds nothing for a bad query; on: such a query answers 400',
    }),
    listOrder: knob(z.enum(['foldersFirst', 'created']), 'foldersFirst', {
      evidence: 'inferred',
      source: 'XTAM navigation page shows folders before records',
    }),
    maxName: knob(z.int().positive(), 255, { evidence: 'inferred', source: 'usual column width' }),
    cookiePathTrailingSlash: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: `${tomcat} default sessionCookiePathUsesTrailingSlash=false`,
    }),
    headAnswer: knob(z.enum(['get', 'refused']), 'get', {
      evidence: 'inferred',
      source: 'servlet default: as GET, without the body; refused: 405',
    }),
    optionsAnswer: knob(z.enum(['allow', 'refused']), 'allow', {
      evidence: 'inferred',
      source: 'JAX-RS default: 200 with Allow; refused: 405',
    }),
    corsOrigin: knob(headerText, '', {
      evidence: 'inferred',
      source:
        'the browser application is of the same origin, so no header is needed; else Access-Control-Allow-Origin',
    }),
    realm: knob(headerText, 'Authentication required', {
      evidence: 'inferred',
      source: `${tomcat} AuthenticatorBase default realm`,
    }),
    sessionTtl: duration('30m', { evidence: 'inferred', source: `${tomcat} default session-timeout` }),
    jvmRoute: knob(text.pipe(z.string().regex(/^[\w-]*$/)), '', {
      evidence: 'inferred',
      source: `${tomcat}: in a cluster the node's name follows the session's id after a dot; empty: none`,
    }),
    ticketFailure: knob(status(403, 500), 403, {
      evidence: 'inferred',
      source: `XTAM federated sign-in errors name 403; ${javaClient} by default raises 500`,
    }),
    ticketInSession: knob(z.enum(['validate', 'ignore']), 'validate', {
      evidence: 'inferred',
      source: `${javaClient}: its validation filter looks for a ticket before any session`,
    }),
    redirectAfterValidation: knob(z.boolean(), true, {
      evidence: 'inferred',
      source: `${javaClient} default`,
    }),
    jsessionidInRedirect: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: `${javaClient} encodes the URL; many applications restrict Tomcat to cookies`,
    }),
    revokeSessions: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: 'whether disabling a user ends live sessions at once is not documented',
    }),
    jsonContentType: knob(headerText, 'application/json', { evidence: 'inferred', source: 'JAX-RS default' }),
    fsm: knob(z.boolean(), true, {
      evidence: 'inferred',
      source: 'XTAM Federated Sign-In: the module is optional; that /cas is a 404 without it is our reading',
    }),
    nofsm: section({
      gui: knob(z.enum(['basic', 'page']), 'basic', {
        evidence: 'inferred',
        source:
          'Basic is the only other way in that is documented; page: the browser application opens and asks itself',
      }),
    }),
    logoutPath: knob(
      text.pipe(
        z.string().regex(/^\/(?!rest\/)[\w./-]+$/, 'expected a path such as "/logout", outside /rest'),
      ),
      '/logout',
      {
        evidence: 'inferred',
        source:
          'usual; below the path of the application; the menu item "Logout" is documented without its URL',
      },
    ),
    lockout: section({
      attempts: knob(z.int().min(0), 0, {
        evidence: 'inferred',
        source:
          'no limit is documented; a number: so many wrong passwords in a row lock an account; 0: none do',
      }),
      period: duration('15m', {
        evidence: 'inferred',
        source: 'not documented; how long an account stays locked, and how far apart wrong passwords may lie',
      }),
    }),
    jobs: section({
      queueTime: duration('5s', {
        evidence: 'inferred',
        source: 'how soon a queued job starts is not documented',
      }),
      runTime: duration('10s', { evidence: 'inferred', source: 'how long a script takes is not documented' }),
    }),
    xsrf: section({
      binding: knob(z.enum(['user', 'session', 'cookie', 'global']), 'user', {
        evidence: 'inferred',
        source:
          'XTAM API Python example posts with Basic and the header alone, so neither a session nor a cookie can be needed; the user is what is left',
      }),
      failStatus: knob(status(403, 401, 400, 412), 403, {
        evidence: 'inferred',
        source: 'XSRF filter practice',
      }),
      ttl: duration('24h', { evidence: 'inferred', source: 'not documented' }),
      cookieOn: knob(z.enum(['whoami', 'allGets']), 'whoami', {
        evidence: 'inferred',
        source: 'XTAM API Python example: whoami hands it out; of other functions nothing is said',
      }),
      rotate: knob(z.boolean(), false, {
        evidence: 'inferred',
        source: 'XTAM API Python example: a token must survive later GETs',
      }),
      length: knob(z.int().min(8).max(128), 32, { evidence: 'inferred', source: 'not documented' }),
    }),
    cas: signIn(),
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
  }),
)
