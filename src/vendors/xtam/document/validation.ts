/** What a validation of a ticket answers: XML, JSON, or the two lines of CAS 1. */
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { wording } from '../errors.ts'
import { FLAVOURS } from '../flavours.ts'
import { text } from '../schemas/answers.ts'
import { casJsonAnswer, casXmlAnswer } from '../schemas/documents.ts'
import type { XtamSettings } from '../settings.ts'
import type { CasResponse } from '../views/cas-response.ts'
import { casJson } from '../wire/cas-json.ts'
import { casXml } from '../wire/cas-xml.ts'
import { LOGIN, TICKET, under, type Maker } from './sign-in-parts.ts'

const failure = (kind: 'authenticationFailure' | 'proxyFailure', settings: XtamSettings): CasResponse => ({
  kind,
  code: 'INVALID_TICKET',
  text: wording(settings, { text: 'ticketUnknown', values: { ticket: TICKET } }),
})

/** Both forms say the same; CAS 6 writes a success as if it were a page, and says 403 to who is not registered. */
function validation(
  description: string,
  responses: Readonly<Record<string, CasResponse>>,
  { cas }: XtamSettings,
): DocumentAnswer[] {
  const { zone, singles } = FLAVOURS[cas.flavour]
  const show = (write: (response: CasResponse) => unknown) =>
    Object.fromEntries(
      Object.entries(responses).map(([name, response]) => [name, { value: write(response) }]),
    )
  const xml = show((response) => casXml(response, { hasAttributes: true, zone }))
  const shared = {
    content: {
      'application/xml': casXmlAnswer,
      'text/html': casXmlAnswer,
      'application/json': casJsonAnswer,
    },
    exampleObjects: {
      'application/xml': xml,
      'text/html': xml,
      'application/json': show((response) => JSON.parse(casJson(response, singles)) as unknown),
    },
  }
  return [
    { status: 200, description, ...shared },
    { status: 403, description: 'The same, where the service is not registered.', ...shared },
  ]
}

const ATTRIBUTES = [
  { name: 'lastName', values: ['Morgan'] },
  { name: 'isFromNewLogin', values: [true] },
  { name: 'authenticationDate', values: [{ epochMs: 1_893_456_000_123 }] },
  { name: 'memberOf', values: ['Operators'] },
  { name: 'firstName', values: ['Alex'] },
]

const validate =
  (proxies?: readonly string[]): Maker =>
  (_operation, settings) =>
    validation(
      'What came of the validation: XML, or JSON for `format=JSON`; also where the ticket is refused.',
      {
        authenticationSuccess: {
          kind: 'authenticationSuccess',
          user: LOGIN,
          attributes: ATTRIBUTES,
          ...(proxies && { proxies }),
        },
        authenticationFailure: failure('authenticationFailure', settings),
      },
      settings,
    )

export const VALIDATION_ANSWERS: Readonly<Record<string, Maker>> = {
  'xtam.cas.validate': (_operation, settings) => {
    const lines = { yes: `yes\n${LOGIN}\n`, no: 'no\n\n' }
    return validation(
      '',
      { authenticationFailure: failure('authenticationFailure', settings) },
      settings,
    ).map(({ status, content = {}, exampleObjects = {} }) => ({
      status,
      description:
        status === 200
          ? '`yes` and the login, or `no`, without a type; with `format=JSON`, what the others answer.'
          : 'The same, where the service is not registered.',
      content: { 'text/plain': text, 'application/json': content['application/json']! },
      exampleObjects: {
        ...under(['text/plain'], text, lines).exampleObjects,
        'application/json': exampleObjects['application/json']!,
      },
    }))
  },
  'xtam.cas.service-validate': validate(),
  'xtam.cas.proxy-validate': validate(['https://proxy.company.com/callback']),
  'xtam.cas.p3-service-validate': validate(),
  'xtam.cas.p3-proxy-validate': validate(['https://proxy.company.com/callback']),
  'xtam.cas.proxy': (_operation, settings) =>
    validation(
      'A proxy ticket, or why there is none, in XML.',
      {
        proxySuccess: { kind: 'proxySuccess', proxyTicket: 'PT-1-QpCDXpKkTJJVS6GoStNhTPMlQpE-xtam' },
        proxyFailure: failure('proxyFailure', settings),
      },
      settings,
    ),
}
