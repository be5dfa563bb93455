/** Tomcat's error page (ErrorReportValve of 9.0.50 and later), byte for byte. */
import type { XtamSettings } from '../../settings.ts'

interface Status {
  readonly reason: string
  readonly description: string
}

/** Words of Tomcat's `valves/LocalStrings.properties` for the statuses that XTAM answers with. */
const STATUSES: Readonly<Record<number, Status>> = {
  400: {
    reason: 'Bad Request',
    description:
      'The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).',
  },
  401: {
    reason: 'Unauthorized',
    description:
      'The request has not been applied to the target resource because it lacks valid authentication credentials for that resource.',
  },
  403: { reason: 'Forbidden', description: 'The server understood the request but refuses to authorize it.' },
  404: {
    reason: 'Not Found',
    description:
      'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
  },
  405: {
    reason: 'Method Not Allowed',
    description:
      'The method received in the request-line is known by the origin server but not supported by the target resource.',
  },
  406: {
    reason: 'Not Acceptable',
    description:
      'The target resource does not have a current representation that would be acceptable to the user agent, according to the proactive negotiation header fields received in the request, and the server is unwilling to supply a default representation.',
  },
  408: {
    reason: 'Request Timeout',
    description:
      'The server did not receive a complete request message within the time that it was prepared to wait.',
  },
  409: {
    reason: 'Conflict',
    description:
      'The request could not be completed due to a conflict with the current state of the target resource.',
  },
  412: {
    reason: 'Precondition Failed',
    description:
      'One or more conditions given in the request header fields evaluated to false when tested on the server.',
  },
  413: {
    reason: 'Payload Too Large',
    description:
      'The server is refusing to process a request because the request payload is larger than the server is willing or able to process.',
  },
  415: {
    reason: 'Unsupported Media Type',
    description:
      'The origin server is refusing to service the request because the payload is in a format not supported by this method on the target resource.',
  },
  431: {
    reason: 'Request Header Fields Too Large',
    description: 'The server is unwilling to process the request because its header fields are too large.',
  },
  500: {
    reason: 'Internal Server Error',
    description:
      'The server encountered an unexpected condition that prevented it from fulfilling the request.',
  },
}

const CSS =
  'body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}'

/** What stands in a page besides its status. */
export interface PageContent {
  /** The message line; left out when empty. */
  readonly message?: string
  /** The first line of a stack trace, which makes it an exception report. */
  readonly exception?: string
}

export function tomcatPage(
  status: number,
  { message = '', exception }: PageContent,
  { version, showReport, showServerInfo }: XtamSettings['tomcat'],
): string {
  const { reason, description } = STATUSES[status] ?? STATUSES[500]!
  const title = `HTTP Status ${status} – ${reason}`
  const head = `<!doctype html><html lang="en"><head><title>${title}</title><style type="text/css">${CSS}</style></head><body><h1>${title}</h1>`
  const rule = '<hr class="line" />'
  const report =
    `${rule}<p><b>Type</b> ${exception === undefined ? 'Status' : 'Exception'} Report</p>` +
    (message === '' ? '' : `<p><b>Message</b> ${escapeHtml(message)}</p>`) +
    `<p><b>Description</b> ${description}</p>` +
    (exception === undefined
      ? ''
      : `<p><b>Exception</b></p><pre>${escapeHtml(exception)}\n</pre>` +
        '<p><b>Note</b> The full stack trace of the root cause is available in the server logs.</p>') +
    rule
  const footer = showServerInfo ? `<h3>Apache Tomcat/${version}</h3>` : ''
  return `${head}${showReport ? report : ''}${footer}</body></html>`
}

/** Escapes as Tomcat does for element content: the slash too. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[<>'&"/]/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '&': '&amp;',
  '"': '&quot;',
  '/': '&#47;',
}
