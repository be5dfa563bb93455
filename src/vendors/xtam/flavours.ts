/**
 * The two releases of Apereo CAS that the Federated Sign-In Module was, where they differ: which wording says what, which
 * media types answers have, and which cookies come with them. What differs in kind, and not in words, asks for the
 * release by its name. Asked of Apereo CAS 5.2.6 and 6.6.12, run on loopback; see docs/original.md.
 */
import type { SignInProblem } from './domain/users.ts'
import type { CasFlavour } from './rows/words.ts'
import type { TEXTS } from './texts.ts'

type TextName = keyof typeof TEXTS

/** What a validation is answered with: each view of CAS has a media type of its own, for whatever reason. */
export interface ValidationTypes {
  readonly success: string
  readonly failure: string
}

export interface Flavour {
  /** Which wording of the catalogue says it. */
  readonly says: {
    readonly ticketRequest: TextName
    readonly credentialsMissing: TextName
    readonly grantingTicketUnknown: TextName
    readonly serviceMissing: TextName
    readonly serviceUnregistered: TextName
    readonly ticketCreatedTitle: TextName
  }
  /** What a person reads on the page, by what went wrong. */
  readonly failures: Readonly<Record<SignInProblem, TextName>>
  /** `/serviceValidate` and `/proxyValidate`, and those of CAS 3. */
  readonly validation: { readonly v2: ValidationTypes; readonly v3: ValidationTypes }
  /** Members of a success that are one value in JSON, and not a list of one. */
  readonly singles: ReadonlySet<string>
  /** What follows the time of a sign-in among its attributes. */
  readonly zone: string
  /** What the module calls the part of it that looked at a password. */
  readonly handler: string
  /** Path of its cookies, after the module's own. */
  readonly cookieSlash: '' | '/'
  /** Between the path of the TGC cookie and its flags. */
  readonly grantingCookieExtra: string
  /** The moment at which a cookie that is taken away was over. */
  readonly cookieOver: string
  /** Status of the page for a service that is not registered. */
  readonly unauthorizedService: 200 | 403
  /** Whether its answers carry an id of the request, and its pages the language in a cookie. */
  readonly marksAnswers: boolean
  /** Whether the form repeats a name whose password was wrong; that of a form that lacked something it repeats anyway. */
  readonly repeatsName: boolean
}

const XML = 'application/xml;charset=UTF-8'
const HTML = 'text/html;charset=UTF-8'

export const FLAVOURS: Readonly<Record<CasFlavour, Flavour>> = {
  '5.2': {
    says: {
      ticketRequest: 'ticketRequest5',
      credentialsMissing: 'credentialsMissing5',
      grantingTicketUnknown: 'grantingTicketUnknown5',
      serviceMissing: 'serviceMissing5',
      serviceUnregistered: 'serviceUnregistered5',
      ticketCreatedTitle: 'ticketCreatedTitle5',
    },
    failures: {
      'unknown-user': 'invalidCredentials5',
      'wrong-password': 'invalidCredentials5',
      'disabled-user': 'accountDisabled',
      'locked-user': 'accountLocked',
      'expired-password': 'passwordExpired',
    },
    validation: { v2: { success: XML, failure: HTML }, v3: { success: HTML, failure: XML } },
    singles: new Set(['credentialType', 'authenticationMethod']),
    zone: '[Etc/UTC]',
    handler: 'AcceptUsersAuthenticationHandler',
    cookieSlash: '/',
    grantingCookieExtra: '',
    cookieOver: 'Thu, 01-Jan-1970 00:00:10 GMT',
    unauthorizedService: 200,
    marksAnswers: false,
    repeatsName: true,
  },
  '6.5': {
    says: {
      ticketRequest: 'ticketRequest6',
      credentialsMissing: 'credentialsMissing6',
      grantingTicketUnknown: 'grantingTicketUnknown6',
      serviceMissing: 'serviceMissing6',
      serviceUnregistered: 'serviceUnregistered6',
      ticketCreatedTitle: 'ticketCreatedTitle6',
    },
    failures: {
      'unknown-user': 'accountUnknown6',
      'wrong-password': 'invalidCredentials6',
      'disabled-user': 'accountDisabled',
      'locked-user': 'accountLocked',
      'expired-password': 'passwordExpired',
    },
    validation: { v2: { success: HTML, failure: XML }, v3: { success: HTML, failure: XML } },
    singles: new Set(),
    zone: '',
    handler: 'Static Credentials',
    cookieSlash: '',
    grantingCookieExtra: '; SameSite=None',
    cookieOver: 'Thu, 01 Jan 1970 00:00:10 GMT',
    unauthorizedService: 403,
    marksAnswers: true,
    repeatsName: false,
  },
}
