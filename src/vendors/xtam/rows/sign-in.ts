/** Rows about who may sign in, and who has: tokens, tickets and sessions; each with its schema. */
import { z } from 'zod'
import { login, moment, row } from './fields.ts'

/** An API authentication token; key: its text. */
export interface AuthTokenRow {
  readonly id: string
  readonly text: string
  readonly login: string
  readonly comment: string
  /** Addresses and CIDR blocks, comma separated; empty: any. */
  readonly ipFilter: string
  readonly expiresAt: number
  readonly enabled: boolean
}

export const authTokenRow = row<AuthTokenRow>()(() => ({
  id: z.string().min(1),
  text: z.string().min(1),
  login,
  comment: z.string(),
  ipFilter: z.string(),
  expiresAt: moment,
  enabled: z.boolean(),
}))

export interface XsrfTokenRow {
  readonly value: string
  readonly login: string
  /** The session that whoami gave it to; empty: none, as with Basic. */
  readonly session: string
  readonly expiresAt: number
}

export const xsrfTokenRow = row<XsrfTokenRow>()(() => ({
  value: z.string().min(1),
  login,
  session: z.string(),
  expiresAt: moment,
}))

/** A CAS single-sign-on session (ticket-granting ticket); key: its id. */
export interface GrantingTicketRow {
  readonly id: string
  /** Value of its TGC cookie. */
  readonly cookie: string
  /** Where the cookie was set: it is good there alone, unless the settings say otherwise. */
  readonly ip: string
  readonly userAgent: string
  readonly login: string
  readonly createdAt: number
  readonly usedAt: number
}

export const grantingTicketRow = row<GrantingTicketRow>()(() => ({
  id: z.string().min(1),
  cookie: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  login,
  createdAt: moment,
  usedAt: moment,
}))

export interface ServiceTicketRow {
  readonly id: string
  readonly grantingTicket: string
  readonly login: string
  /** The service exactly as it was asked for. */
  readonly service: string
  readonly createdAt: number
  /** Whether credentials were given for it, and not just an earlier sign-in. */
  readonly fromNewLogin: boolean
  /** Whether it has been presented, rightly or wrongly. */
  readonly spent: boolean
  /** Services that stand between the user and this one, nearest first; none: a ticket of the user's own. */
  readonly proxies: readonly string[]
}

export const serviceTicketRow = row<ServiceTicketRow>()(() => ({
  id: z.string().min(1),
  grantingTicket: z.string(),
  login,
  service: z.string(),
  createdAt: moment,
  fromNewLogin: z.boolean(),
  spent: z.boolean(),
  proxies: z.array(z.string()),
}))

/** What a service that may act for a user gets its proxy tickets with; key: its id. */
export interface ProxyGrantingRow {
  readonly id: string
  readonly login: string
  /** The single-sign-on session that it ends with. */
  readonly grantingTicket: string
  readonly proxies: readonly string[]
}

export const proxyGrantingRow = row<ProxyGrantingRow>()(() => ({
  id: z.string().min(1),
  login,
  grantingTicket: z.string(),
  proxies: z.array(z.string()),
}))

/** Failed sign-ins of an account, or of a name from an address. */
export interface FailureRow {
  readonly key: string
  readonly count: number
  /** When the last one was. */
  readonly last: number
}

export const failureRow = row<FailureRow>()(() => ({
  key: z.string().min(1),
  count: z.int().positive(),
  last: moment,
}))

/** A sign-in page that was handed out; key: the first part of its `execution`. */
export interface FlowRow {
  readonly id: string
  readonly execution: string
  /** The service that the page is for; empty: none. */
  readonly service: string
  readonly createdAt: number
  /** Who has given a right password and owes the second factor; empty: nobody yet. */
  readonly login: string
  /** The authenticator's key that this page offers; it is the user's once a code has proved it. */
  readonly newSecret: string
}

export const flowRow = row<FlowRow>()(() => ({
  id: z.string().min(1),
  execution: z.string(),
  service: z.string(),
  createdAt: moment,
  login: z.string(),
  newSecret: z.string(),
}))

/** A session of the application; key: its JSESSIONID. */
export interface SessionRow {
  readonly id: string
  readonly login: string
  readonly createdAt: number
  readonly usedAt: number
  /** The service ticket that opened it, and the single-sign-on session behind. */
  readonly ticket: string
  readonly grantingTicket: string
}

export const sessionRow = row<SessionRow>()(() => ({
  id: z.string().min(1),
  login,
  createdAt: moment,
  usedAt: moment,
  ticket: z.string(),
  grantingTicket: z.string(),
}))
