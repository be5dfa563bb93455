/** The one place that turns outcomes and refusals into the product's bytes. */
import type { FastifyReply } from 'fastify'
import { refuse } from '../../kernel/http/http.ts'
import { fillText, type TextKey } from './texts.ts'
import { arrange, type Edition } from './editions.ts'
import type { PmpError, PmpErrorCode } from './errors.ts'
import type { PmpSettings } from './settings.ts'
import { hashMapOrder } from './wire/key-order.ts'
import { writeJson } from './wire/org-json.ts'

/** What an operation has to say. */
export interface Outcome {
  readonly text: TextKey
  /** Values for the text's places. */
  readonly values?: Readonly<Record<string, string>>
  readonly details?: unknown
  readonly totalRows?: number
  /** What a PKI answer holds beside `result` and `name`. */
  readonly members?: Readonly<Record<string, unknown>>
  /** Bytes that are answered as they are, without an envelope (clients C6, C14, C17). */
  readonly file?: Buffer
  /** Some newer operations answer `"status":"true"` or a statusCode. */
  readonly status?: string
  readonly statusCode?: number
  /** What is refused inside an answer of success, for the journal. */
  readonly refused?: PmpError | undefined
  /** Headers of its own. */
  readonly headers?: Readonly<Record<string, string>>
}

/** How a refusal is said: under which name, in which words, and by which status line. */
interface WireAnswer {
  readonly text: TextKey
  /** Refusals before an operation is chosen carry this name. */
  readonly name?: 'Authentication'
  /** HTTP status; the product says nearly everything with 200 (captures of clients C1, C2, C3, C19). */
  readonly httpStatus?: number
}

/** What an answer holds, without what is around it. */
type Members = Readonly<Record<string, unknown>>

const OK = 200

const answers = {
  'token.missing': { text: 'missingToken', name: 'Authentication' },
  'token.unknown': { text: 'unknownToken', name: 'Authentication' },
  'token.expired': { text: 'expiredToken', name: 'Authentication' },
  'token.rest-disabled': { text: 'restDisabled', name: 'Authentication' },
  'user.disabled': { text: 'userDisabled', name: 'Authentication' },
  'sign-in.refused': { text: 'signInRefused', name: 'Authentication' },
  'sign-in.second-factor': { text: 'secondFactorRefused', name: 'Authentication' },
  'sign-in.no-single-sign-on': { text: 'noSingleSignOn' },
  'host.mismatch': { text: 'wrongHost', name: 'Authentication' },
  'licence.missing': { text: 'notLicensed' },
  'content.harmful': { text: 'harmfulContent', httpStatus: 599 },
  'method.wrong': { text: 'wrongMethod' },
  'path.invalid': { text: 'invalidUrl' },
  'input.malformed': { text: 'invalidInput' },
  'input.field-missing': { text: 'mandatoryMissing' },
  'input.invalid': { text: 'invalidInput' },
  'custom-field.undefined': { text: 'customFieldUndefined' },
  'role.not-allowed': { text: 'notAuthorized' },
  'access.insufficient': { text: 'notAuthorized' },
  'resource.not-found': { text: 'noSuchResource' },
  'resource.exists': { text: 'resourceExists' },
  'account.not-found': { text: 'noSuchAccount' },
  'account.hidden': { text: 'passwordHidden' },
  'account.in-use': { text: 'accountInUse' },
  'account.not-approved': { text: 'requestNotApproved' },
  'account.not-checked-out': { text: 'notCheckedOut' },
  'account.no-access-control': { text: 'noAccessControl' },
  'request.exists': { text: 'requestExists' },
  'request.not-found': { text: 'noSuchRequest' },
  'request.not-approver': { text: 'notAuthorized' },
  'request.own': { text: 'notAuthorized' },
  'request.already-approved': { text: 'alreadyApproved' },
  'account.exists': { text: 'accountExists' },
  'user.exists': { text: 'userExists' },
  'user.self': { text: 'notAuthorized' },
  'user.not-found': { text: 'noSuchUser' },
  'user-group.not-found': { text: 'noSuchUserGroup' },
  'resource-group.not-found': { text: 'noSuchResourceGroup' },
  'resource-group.exists': { text: 'resourceGroupExists' },
  'organization.not-found': { text: 'noSuchOrganization' },
  'personal.not-found': { text: 'noSuchPersonalAccount' },
  'personal.passphrase': { text: 'passphraseWrong' },
  'personal.disabled': { text: 'personalDisabled' },
  'trash.not-found': { text: 'noSuchResource' },
  'file.none': { text: 'noFile' },
  'totp.none': { text: 'noTotp' },
  'certificate.not-found': { text: 'noSuchCertificate' },
  'csr.not-found': { text: 'noSuchCsr' },
  'ssh-key.not-found': { text: 'noSuchSshKey' },
  'agent-key.none': { text: 'noAgentKey' },
  'ssh-key.exists': { text: 'sshKeyExists' },
  'ssh-key.not-associated': { text: 'sshKeyNotAssociated' },
  'ssh-resource.not-found': { text: 'noSuchSshResource' },
  'ssh-user.not-found': { text: 'noSuchSshUser' },
  'keystore-key.not-found': { text: 'noSuchKeystoreKey' },
  'keystore-key.exists': { text: 'keystoreKeyExists' },
  'user-group.exists': { text: 'userGroupExists' },
  'reason.missing': { text: 'reasonMissing' },
  'ticket.invalid': { text: 'ticketInvalid' },
  'ticket.system-down': { text: 'ticketSystemDown' },
  'password.policy': { text: 'policyViolated' },
  'password.reused': { text: 'passwordReused' },
  'policy.not-found': { text: 'noSuchPolicy' },
  'password.reset-failed': { text: 'resetFailed' },
} as const satisfies Record<PmpErrorCode, WireAnswer>

/** Every code there is, for the test that pins them. */
export const errorCodes = Object.keys(answers) as PmpErrorCode[]

/** How an answer is written: by whose settings and in which edition's order. */
export interface Style {
  /** The PKI API has no `operation` around its answers (clients C2 and C20). */
  readonly envelope: 'operation' | 'pki'
  readonly settings: PmpSettings
  readonly edition: Edition
  /** Whether the content type names a charset. */
  readonly hasCharset: boolean
  /** What stands around `Details` in answers of success, by name and text. */
  readonly frames: Map<string, Map<TextKey, Frame>>
}

/** An answer without its `Details`. */
interface Frame {
  readonly before: string
  readonly after: string
  /** All of it, where there are no details. */
  readonly alone: string
}

export function styleIn(envelope: Style['envelope'], settings: PmpSettings, edition: Edition): Style {
  const hasCharset = settings.contentType.toLowerCase().includes('charset=')
  return { envelope, settings, edition, hasCharset, frames: new Map() }
}

/** Sends what an operation has to say. */
export function sendOutcome(reply: FastifyReply, style: Style, name: string, outcome: Outcome): FastifyReply {
  if (outcome.refused) refuse(reply.request, outcome.refused.reason)
  if (outcome.headers) reply.headers(outcome.headers)
  if (outcome.file) return sendFile(reply, outcome.file)
  return sendText(
    reply,
    style,
    OK,
    isPlain(style, outcome) ? inFrame(style, name, outcome) : inFull(style, name, outcome),
  )
}

/** Whether nothing in an answer but its details changes from one to the next. */
function isPlain({ envelope }: Style, outcome: Outcome): boolean {
  return (
    envelope === 'operation' &&
    outcome.values === undefined &&
    outcome.totalRows === undefined &&
    outcome.members === undefined &&
    outcome.status === undefined &&
    outcome.statusCode === undefined
  )
}

function inFrame(style: Style, name: string, { text, details }: Outcome): string {
  let frames = style.frames.get(name)
  if (!frames) style.frames.set(name, (frames = new Map()))
  let frame = frames.get(text)
  if (!frame) frames.set(text, (frame = frameOf(style, name, text)))
  return details === undefined || isEmptyList(details)
    ? frame.alone
    : frame.before + writeJson(details) + frame.after
}

function frameOf(style: Style, name: string, text: TextKey): Frame {
  const marked = inFull(style, name, { text, details: 0 })
  const place = '"Details":'
  const at = marked.lastIndexOf(`${place}0`) + place.length
  return { before: marked.slice(0, at), after: marked.slice(at + 1), alone: inFull(style, name, { text }) }
}

function inFull(style: Style, name: string, outcome: Outcome): string {
  const { edition, settings } = style
  const result = arrange(edition, 'result', {
    message: fillText(settings.texts[outcome.text], outcome.values),
    status: outcome.status ?? 'Success',
    statusCode: outcome.statusCode,
  })
  return textOf(style, {
    result,
    Details: isEmptyList(outcome.details) ? undefined : outcome.details,
    name: settings.names[name] ?? name,
    totalRows: outcome.totalRows,
    ...outcome.members,
  })
}

/** Sends a refusal. `name` is that of the operation that was asked for. */
export function sendRefusal(reply: FastifyReply, style: Style, name: string, error: PmpError): FastifyReply {
  const answer: WireAnswer = answers[error.code]
  const { settings } = style
  const members = failure(style, answer.name ?? name, refusalText(settings, error), error.details)
  return send(reply, style, answer.httpStatus ?? OK, members)
}

/** A refusal as a client reads it, for whoever describes it. */
export function refusalBody(
  style: Style,
  name: string,
  error: PmpError,
): { readonly status: number; readonly body: string; readonly text: TextKey } {
  const answer: WireAnswer = answers[error.code]
  const members = failure(style, answer.name ?? name, refusalText(style.settings, error), error.details)
  return { status: answer.httpStatus ?? OK, body: textOf(style, members), text: answer.text }
}

/** A refusal in the product's words. */
export function refusalText(settings: PmpSettings, error: PmpError): string {
  return fillText(settings.texts[answers[error.code].text], error.facts as Record<string, string>)
}

/** Sends a failure in given words. */
export function sendFailure(
  reply: FastifyReply,
  style: Style,
  name: string,
  message: string,
  httpStatus = OK,
): FastifyReply {
  return send(reply, style, httpStatus, failure(style, name, message))
}

function failure({ edition, settings }: Style, name: string, message: string, details?: unknown): Members {
  return {
    result: arrange(edition, 'result', { message, status: 'Failed' }),
    Details: details,
    name: settings.names[name] ?? name,
  }
}

/** With nothing to list there is no `Details` (client C3, its fixture of no resources). */
function isEmptyList(details: unknown): boolean {
  return Array.isArray(details) && details.length === 0
}

function sendFile(reply: FastifyReply, content: Buffer): FastifyReply {
  return reply
    .code(200)
    .header('content-type', 'application/octet-stream')
    .header('cache-control', 'no-store')
    .send(content)
}

function send(reply: FastifyReply, style: Style, status: number, members: Members): FastifyReply {
  return sendText(reply, style, status, textOf(style, members))
}

/** Fastify adds a charset to texts that name none; a knob that leaves it out means it, and bytes are left alone. */
function sendText(
  reply: FastifyReply,
  { settings: { contentType }, hasCharset }: Style,
  status: number,
  text: string,
): FastifyReply {
  return reply
    .code(status)
    .header('content-type', contentType)
    .header('cache-control', 'no-store')
    .send(hasCharset ? text : Buffer.from(text))
}

function textOf({ edition, envelope }: Style, members: Members): string {
  if (envelope === 'operation') return writeJson({ operation: arrange(edition, 'envelope', members) })
  return writeJson(edition.literal ? inPageOrder(members) : inHashMapOrder(members))
}

/** As the sample of Key Manager Plus prints it: its name first. */
function inPageOrder({ name, ...members }: Members): Map<string, unknown> {
  const rest = Object.entries(members).filter(([, value]) => value !== undefined)
  return new Map([['name', name], ...rest])
}

/** A Map, since a member may be named by an id, and objects put such names first. */
function inHashMapOrder(members: Members): Map<string, unknown> {
  const present = Object.keys(members).filter((key) => members[key] !== undefined)
  return new Map(hashMapOrder(present).map((key) => [key, members[key]]))
}
