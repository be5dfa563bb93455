/** Rows about who may sign in, and who has: tokens, tickets and sessions. */
import { z } from 'zod'
import { login, moment, type Kept } from './fields.ts'
import { CAS_FLAVOURS } from './words.ts'

/** An API authentication token; key: its text. */
export const authTokenRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    text: z.string().min(1),
    login,
    comment: z.string(),
    /** Addresses and CIDR blocks, comma separated; empty: any. */
    ipFilter: z.string(),
    expiresAt: moment,
    enabled: z.boolean(),
    /** The sign-in module that generated it: another one does not take it. Empty: any takes it. */
    flavour: z.enum(['', ...CAS_FLAVOURS]),
  }),
)
export type AuthTokenRow = Kept<typeof authTokenRow>

export const xsrfTokenRow = z.lazy(() =>
  z.strictObject({
    value: z.string().min(1),
    login,
    /** The session that whoami gave it to; empty: none, as with Basic. */
    session: z.string(),
    expiresAt: moment,
  }),
)
export type XsrfTokenRow = Kept<typeof xsrfTokenRow>

/** A CAS single-sign-on session (ticket-granting ticket); key: its id. */
export const grantingTicketRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    /** Value of its TGC cookie. */
    cookie: z.string(),
    /** Where the cookie was set: it is good there alone, unless the settings say otherwise. */
    ip: z.string(),
    userAgent: z.string(),
    login,
    createdAt: moment,
    usedAt: moment,
    /** What the browser's form said of where it is; empty: it said nothing. */
    geolocation: z.string(),
    /** Whether it has granted a ticket: the first one counts as from a new sign-in. */
    hasGranted: z.boolean(),
    /** Services that may hear of its end, each with the last ticket that it got. */
    audience: z.array(z.strictObject({ service: z.string(), ticket: z.string() })),
  }),
)
export type GrantingTicketRow = Kept<typeof grantingTicketRow>

export const serviceTicketRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    grantingTicket: z.string(),
    login,
    /** The service exactly as it was asked for. */
    service: z.string(),
    createdAt: moment,
    /** Whether credentials were given for it, and not just an earlier sign-in. */
    fromNewLogin: z.boolean(),
    /** Whether it has been presented, rightly or wrongly. */
    spent: z.boolean(),
    /** Whether a later one for the same page took its place, as in CAS 6. */
    superseded: z.boolean(),
    /** Services that stand between the user and this one, nearest first; none: a ticket of the user's own. */
    proxies: z.array(z.string()),
  }),
)
export type ServiceTicketRow = Kept<typeof serviceTicketRow>

/** What a service that may act for a user gets its proxy tickets with; key: its id. */
export const proxyGrantingRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    login,
    /** The single-sign-on session that it ends with. */
    grantingTicket: z.string(),
    proxies: z.array(z.string()),
    /** Whether it has granted a ticket: the first one counts as from a new sign-in. */
    hasGranted: z.boolean(),
  }),
)
export type ProxyGrantingRow = Kept<typeof proxyGrantingRow>

/** Failed sign-ins of an account, or of a name from an address. */
export const failureRow = z.lazy(() =>
  z.strictObject({
    key: z.string().min(1),
    count: z.int().positive(),
    /** When the last one was. */
    last: moment,
  }),
)
export type FailureRow = Kept<typeof failureRow>

/** A sign-in page that was handed out; key: the first part of its `execution`. */
export const flowRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    execution: z.string(),
    /** The service that the page is for; empty: none. */
    service: z.string(),
    createdAt: moment,
    /** Who has given a right password and owes the second factor; empty: nobody yet. */
    login: z.string(),
    /** The authenticator's key that this page offers; it is the user's once a code has proved it. */
    newSecret: z.string(),
  }),
)
export type FlowRow = Kept<typeof flowRow>

/** A session of the application; key: its JSESSIONID. */
export const sessionRow = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    login,
    createdAt: moment,
    usedAt: moment,
    /** The service ticket that opened it, and the single-sign-on session behind. */
    ticket: z.string(),
    grantingTicket: z.string(),
  }),
)
export type SessionRow = Kept<typeof sessionRow>
