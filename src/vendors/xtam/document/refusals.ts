/** What each operation may be refused with, as the container's pages say it by default. */
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { refusalPage, statusOf } from '../envelope.ts'
import { casFault, casFaultText } from '../schemas/documents.ts'
import { wording, type WireText, type XtamErrorCode } from '../errors.ts'
import type { XtamSettings } from '../settings.ts'
import { FORM, JSON_TYPE, MULTIPART } from '../wire/media-types.ts'
import { springError } from '../wire/spring-error.ts'
import { isAt, isRead, type Told } from './told.ts'

/** A refusal as one operation says it. */
interface Refusal {
  readonly code: XtamErrorCode
  /** Tells it from the same code in other words. */
  readonly name: string
  readonly texts: readonly WireText[]
}

const MEANINGS: Readonly<Record<XtamErrorCode, string>> = {
  unauthenticated: 'Nobody has said who calls, or whoever was named may not sign in.',
  'xsrf-refused': 'The XSRF token is missing, over, or of somebody else.',
  denied: 'The caller may not do that.',
  hidden: 'The caller may not see the object.',
  'approval-missing': 'The caller needs an approved request for that.',
  'unknown-object': 'There is nothing of that id or name.',
  'wrong-kind': 'The object is of another kind: a folder where a record is wanted, or the reverse.',
  'malformed-id': 'The id is none.',
  'unknown-path': 'Nothing answers at that path.',
  'unmapped-path': 'This release of the module has nothing at that path.',
  'method-not-allowed': 'The path has other methods.',
  'not-acceptable': 'Accept rules out what the function answers with.',
  'unsupported-media-type': 'The function takes a body of another type.',
  'too-large': 'The body is larger than the emulator takes (--body-limit).',
  'invalid-input': 'What was sent cannot be taken.',
  'ticket-refused': 'The service ticket is unknown, used, over, or was given for another service.',
  'flow-malformed': 'What came back from the sign-in page is nothing that it can have held.',
  'bad-request': 'The request cannot be read.',
  internal: 'The emulator itself failed.',
}

const TICKET = 'ST-1-QpCDXpKkTJJVS6GoStNhTPMl-xtam'

const tomcatErrorPage = deferred(() =>
  z.string().meta({
    id: 'TomcatErrorPage',
    description: 'The error page of Apache Tomcat, with a message line where the application has one',
    contentMediaType: 'text/html',
  }),
)

/** The answers of an operation that refuse, one for each status. */
export function refusalsOf(operation: Told, settings: XtamSettings): DocumentAnswer[] {
  const byStatus = new Map<number, Refusal[]>()
  for (const code of codesOf(operation)) {
    const status = statusOf(code, settings)
    byStatus.set(status, [...(byStatus.get(status) ?? []), said(code, operation)])
  }
  const isOfModule = isAt(operation, 'sign-in')
  return [...byStatus].map(([status, refusals]) =>
    isOfModule ? faultOf(status, refusals, settings) : answerOf(status, refusals, settings),
  )
}

/** What the pipeline refuses with, and what the operation itself does, in the order in which they are looked at. */
export function codesOf(operation: Told): XtamErrorCode[] {
  const { consumes, produces, restTypes, refusals = [] } = operation
  const takesBody = !isRead(operation)
  const isGuarded = isAt(operation, 'rest')
  const codes: [XtamErrorCode, boolean][] = [
    ['bad-request', true],
    ['too-large', takesBody],
    ['ticket-refused', isRead(operation) && !isAt(operation, 'sign-in')],
    ['unauthenticated', isGuarded],
    ['xsrf-refused', isGuarded && takesBody],
    ['unsupported-media-type', consumes !== undefined],
    ['not-acceptable', (isGuarded && produces !== '*/*') || restTypes === true],
  ]
  const own = refusals.filter((code) => code !== 'unknown-path')
  return [...codes.filter(([, applies]) => applies).map(([code]) => code), ...own]
}

function answerOf(status: number, refusals: readonly Refusal[], settings: XtamSettings): DocumentAnswer {
  const examples = refusals.flatMap(({ code, texts }) =>
    texts.map((wire) => {
      const page = refusalPage(code, status, wording(settings, wire), settings)
      return [texts.length > 1 && wire.text !== undefined ? wire.text : code, page]
    }),
  )
  return {
    ...describe(status, refusals),
    ...(status === 401 && { headers: { 'WWW-Authenticate': { $ref: '#/components/headers/Challenge' } } }),
    content: { 'text/html': tomcatErrorPage },
    examples: Object.fromEntries(examples),
  }
}

const FAULT_TYPES = [
  'application/vnd.cas.services+yaml',
  'application/json',
  'application/xml',
  'text/html',
] as const

/** The same of the sign-in module, whose framework says it. */
function faultOf(status: number, refusals: readonly Refusal[], { cas }: XtamSettings): DocumentAnswer {
  const { id, description } = describe(status, refusals)
  const fault = {
    status,
    error: STATUS_CODES[status] ?? '',
    path: '/cas/login',
    now: Date.UTC(2030, 0, 1),
    exception: { name: 'java.lang.IllegalStateException', message: MEANINGS[refusals[0]!.code] },
  }
  return {
    status,
    id: `Cas${id}`,
    description,
    content: Object.fromEntries(
      FAULT_TYPES.map((type) => [type, type === JSON_TYPE ? casFault : casFaultText]),
    ),
    exampleObjects: Object.fromEntries(
      FAULT_TYPES.map((type) => {
        const { body } = springError(cas.flavour, fault, type)
        return [type, { fault: { value: type === JSON_TYPE ? (JSON.parse(body) as unknown) : body } }]
      }),
    ),
  }
}

function describe(status: number, refusals: readonly Refusal[]) {
  return {
    status,
    id: refusals.map(({ name }) => name).join('Or'),
    description: refusals.map(({ code }) => MEANINGS[code]).join(' '),
  }
}

/** A code in the words that an operation has for it. */
function said(code: XtamErrorCode, operation: Told): Refusal {
  const name = pascal(code)
  switch (code) {
    case 'invalid-input':
      return { code, ...invalidInput(operation) }
    case 'approval-missing':
      return { code, ...missingApproval(operation) }
    case 'ticket-refused':
      return {
        code,
        name,
        texts: [
          { text: 'ticketUnknown', values: { ticket: TICKET } },
          {
            text: 'ticketOtherService',
            values: {
              ticket: TICKET,
              original: 'https://xtam.company.com/xtam/',
              supplied: 'https://xtam.company.com/xtam/rest/user/whoami',
            },
          },
        ],
      }
    default:
      return { code, name, texts: [{}] }
  }
}

function invalidInput({ id, consumes }: Told): Omit<Refusal, 'code'> {
  switch (consumes) {
    case FORM:
      return {
        name: 'InvalidForm',
        texts: [{ text: 'nameMissing' }, { text: 'nameTooLong' }, { text: 'customMalformed' }],
      }
    case MULTIPART:
      return { name: 'InvalidFile', texts: [{ text: 'importUnreadable' }] }
    case JSON_TYPE:
      return /^xtam\.(?:folder|task)\./.test(id)
        ? {
            name: 'InvalidNamedJson',
            texts: [{ text: 'bodyMalformed' }, { text: 'nameMissing' }, { text: 'nameTooLong' }],
          }
        : { name: 'InvalidJson', texts: [{ text: 'bodyMalformed' }, { text: 'requestInvalid' }] }
    default:
      return { name: 'InvalidRequest', texts: [{ text: 'requestInvalid' }] }
  }
}

function missingApproval({ id }: Told): Omit<Refusal, 'code'> {
  if (id === 'xtam.session.connect')
    return { name: 'ConnectApprovalMissing', texts: [{ text: 'connectApprovalMissing' }] }
  if (id === 'xtam.task.execute')
    return { name: 'TaskApprovalMissing', texts: [{ text: 'taskApprovalMissing' }] }
  return id.startsWith('xtam.record.')
    ? { name: 'RecordApprovalMissing', texts: [{ text: 'approvalMissing' }] }
    : { name: 'AdministrationApprovalMissing', texts: [{ text: 'administrationApprovalMissing' }] }
}

function pascal(code: string): string {
  return code.replaceAll(/(?:^|-)([a-z])/g, (_text, letter: string) => letter.toUpperCase())
}
