/** What operations answer with: success, what becomes of a ticket, and refusals, one answer for each status. */
import type { DocumentAnswer, DocumentExample, DocumentHeader } from '../../../kernel/surface/document.ts'
import type { ListedOperation } from '../../../kernel/surface/operation.ts'
import { bytes, page } from '../schemas/answers.ts'
import type { XtamSettings } from '../settings.ts'
import { apiDocsPage, apiDocument } from '../wire/pages/api-docs.ts'
import { JSON_TYPE } from '../wire/media-types.ts'
import { refusalsOf } from './refusals.ts'
import { header, redirect } from './sign-in-parts.ts'
import { SIGN_IN_ANSWERS } from './sign-in.ts'
import { isAt, isRead, type Told } from './told.ts'

const OCTETS = 'application/octet-stream'
const SIGN_IN_PAGE = '/cas/login?service=https%3A%2F%2Fxtam.company.com%2Fxtam%2F'

/** A function as the pages about functions list it. */
const LISTED: ListedOperation = {
  id: 'xtam.user.whoami',
  method: 'GET',
  path: '/xtam/rest/user/whoami',
  summary: 'Tell who calls, and hand out the XSRF token',
  source: 'XTAM API Python example, /user/whoami',
  evidence: 'documented',
}

/** A ticket in the query becomes a session; the client comes again without it. */
const ticketTaken: DocumentAnswer = {
  status: 302,
  id: 'TicketTaken',
  description:
    'A service ticket came in the query and was taken: the same URL without it, and the cookie of a session.',
  headers: {
    Location: header('The same URL without the ticket', 'https://xtam.company.com/xtam/rest/user/whoami'),
    'Set-Cookie': { $ref: '#/components/headers/Session' },
  },
}

export function answersOf(operation: Told, settings: XtamSettings): DocumentAnswer[] {
  const answers = [
    ...successOf(operation, settings),
    ...(isAt(operation, 'rest') && isRead(operation) ? [ticketTaken] : []),
    ...refusalsOf(operation, settings),
  ]
  const byStatus = new Map<number, DocumentAnswer>()
  for (const answer of answers) {
    const known = byStatus.get(answer.status)
    byStatus.set(answer.status, known ? joined(known, answer) : answer)
  }
  return [...byStatus.values()].toSorted((a, b) => a.status - b.status)
}

function successOf(operation: Told, settings: XtamSettings): readonly DocumentAnswer[] {
  const { id, answer } = operation
  if (isAt(operation, 'sign-in')) return SIGN_IN_ANSWERS[id]!(operation, settings)
  if (isAt(operation, 'gui')) return pageAnswers(operation)
  const headers = headersOf(operation)
  const shared = { status: 200, ...(Object.keys(headers).length > 0 && { headers }) }
  const { produces = JSON_TYPE } = operation
  if (produces !== '*/*') {
    const imported = id === 'xtam.admin.import' && {
      examples: { imported: { users: 13, folders: 9, records: 14 } },
    }
    return [{ ...shared, description: 'Done.', content: { [produces]: answer! }, ...imported }]
  }
  return id === 'xtam.record.download'
    ? [
        {
          ...shared,
          description: 'The file, as the type that it was stored with.',
          content: { '*/*': bytes },
        },
      ]
    : [
        {
          ...shared,
          description: 'The file: JSON, or that encrypted.',
          content: { [OCTETS]: bytes },
          examples: {
            plain: '{\n  "users": [],\n  "groups": []\n}\n',
            encrypted: 'pam-mock-xtam-export-1 bm9uY2U=.dGFn.c2VhbGVk\n',
          },
        },
      ]
}

function headersOf({ isProposed, givesXsrf, produces }: Told): Record<string, DocumentHeader> {
  return {
    ...(givesXsrf && { 'Set-Cookie': { $ref: '#/components/headers/XsrfToken' } }),
    ...(produces === '*/*' && {
      'Content-Disposition': header('Name of the file', 'attachment; filename="certificate.pem"'),
    }),
    ...(isProposed && { 'X-Pam-Mock-Unverified': { $ref: '#/components/headers/Unverified' } }),
  }
}

/** Pages of the application send a browser without credentials to the sign-in module. */
function pageAnswers(operation: Told): DocumentAnswer[] {
  const { id, answer } = operation
  const headers = headersOf(operation)
  const asked = redirect(
    'Nobody has said who calls: on to the sign-in page. With a service ticket in the query: the same URL without it, and the cookie of a session.',
    SIGN_IN_PAGE,
  )
  switch (id) {
    case 'xtam.gui.logout':
      return [redirect("On to the sign-in module's logout.", 'https://xtam.company.com/cas/logout'), asked]
    case 'xtam.api-docs.redirect':
      return [redirect('On to the page.', '/xtam/api-docs/'), asked]
    case 'xtam.api-docs.document':
      return [
        {
          status: 200,
          description: 'The document.',
          headers,
          content: { [JSON_TYPE]: answer! },
          examples: {
            document: apiDocument([LISTED], 'https://xtam.company.com'),
          },
        },
        asked,
      ]
    case 'xtam.api-docs.open':
      return [
        {
          status: 200,
          description: 'The page.',
          headers,
          content: { 'text/html': page },
          exampleObjects: { 'text/html': { page: { value: apiDocsPage([LISTED]) } } },
        },
        asked,
      ]
    default:
      return [
        {
          status: 200,
          description: 'The page that a browser ends up at after signing in.',
          content: { 'text/html': page },
        },
        asked,
      ]
  }
}

/** Two answers of one status as one; of a header that both have, the first tells. */
function joined(one: DocumentAnswer, other: DocumentAnswer): DocumentAnswer {
  const { id: _id, ...rest } = one
  const headers = { ...other.headers, ...one.headers }
  const content = { ...other.content, ...one.content }
  const exampleObjects: Record<string, Record<string, DocumentExample>> = {}
  for (const answer of [one, other]) {
    const shown = Object.entries(answer.examples ?? {}).map(([name, value]) => [name, { value }])
    for (const type of Object.keys(answer.content ?? {}))
      exampleObjects[type] = {
        ...exampleObjects[type],
        ...Object.fromEntries(shown),
        ...answer.exampleObjects?.[type],
      }
  }
  return {
    status: rest.status,
    description: `${one.description} ${other.description}`,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(Object.keys(content).length > 0 && { content, exampleObjects }),
  }
}
