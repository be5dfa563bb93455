/** Wordings of XTAM and its sign-in module; each can be set under `xtam.texts`. */
import type { Evidence } from '../../kernel/operations.ts'

interface Text {
  readonly text: string
  readonly evidence: Evidence
  readonly source: string
}

const rest = (text: string): Text => ({
  text,
  evidence: 'inferred',
  source: 'no XTAM error body is public; empty: the page has no message line',
})

const cas = (text: string): Text => ({
  text,
  evidence: 'inferred',
  source: 'Apereo CAS messages.properties; that XTAM keeps it is assumed',
})

export const TEXTS = {
  xsrfRefused: rest(''),
  denied: rest(''),
  notFound: rest(''),
  nameMissing: rest('Name is required.'),
  nameTooLong: rest('Name is too long.'),
  customMalformed: rest('Custom data is not valid JSON.'),
  bodyMalformed: rest('Request body is not valid JSON.'),
  ticketUnknown: cas("Ticket '{ticket}' not recognized"),
  ticketOtherService: cas(
    "Ticket '{ticket}' does not match supplied service. The original service was '{original}' and the supplied service was '{supplied}'.",
  ),
  invalidCredentials: cas('Invalid credentials.'),
  invalidCredentials6: cas(
    'Authentication attempt has failed, likely due to invalid credentials. Please verify and try again.',
  ),
  serviceUnauthorizedTitle: cas('Application Not Authorized to Use CAS'),
  serviceUnauthorized: cas('The application you attempted to authenticate to is not authorized to use CAS.'),
} as const satisfies Record<string, Text>
