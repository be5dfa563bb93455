/** An exchange with a product as a documented example, without what is the product's own. */
import type { ContractAnswer, SurfaceContract } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { isSaidIn } from './flatten.ts'
import type { Sent } from './send.ts'
import { contractOf, operationOf } from './stories.ts'
import type { StandIns } from './stand-ins.ts'

export interface RawExchange {
  readonly sent: Sent
  readonly answer: ContractAnswer
}

/** A story of one exchange, in the form of `fixtures/documented/`; `rawHeaders` are the answer's, in their order and case. */
export interface RecordedStory {
  readonly title: string
  readonly source: string
  readonly exchanges: readonly [
    {
      readonly name: string
      readonly operation: string
      readonly request: Sent
      readonly answer: {
        readonly status: number
        readonly headers: Readonly<Record<string, string>>
        readonly rawHeaders: readonly (readonly [string, string])[]
        readonly text: string
      }
    },
  ]
}

/** Of the transport, and without a meaning for what is told. */
const TRANSPORT =
  /^(?:host|connection|keep-alive|transfer-encoding|content-length|accept-encoding|date|via|forwarded|x-forwarded-.*)$/i

/** Learns the secrets of an exchange by the places where they stand. */
export function learn({ sent, answer }: RawExchange, standIns: StandIns): void {
  for (const [name, value] of Object.entries(sent.headers)) learnHeader(name, value, standIns)
  for (const [name, value] of answer.headers) learnHeader(name, value, standIns)
  learnFields(new URLSearchParams(sent.path.split('?')[1] ?? ''), standIns)
  for (const body of [sent.body ?? '', answer.body]) {
    const json = parsed(body)
    if (json !== undefined) learnMembers(json, standIns)
    else if (/^[\w.%+-]+=/.test(body)) learnFields(new URLSearchParams(body), standIns)
  }
}

export function recordedStory(surface: AnySurface, exchange: RawExchange, standIns: StandIns): RecordedStory {
  const { sent, answer } = exchange
  const operation = operationOf(surface, sent)
  const isSecret = surface.operations.some(
    (one) => one.operation.id === operation && one.operation.secretAnswer,
  )
  const contract = contractOf(surface)
  const isRefused = answer.status >= 400 || contract.refuses?.(answer) === true
  const rawHeaders = answer.headers
    .filter(([name]) => !TRANSPORT.test(name))
    .map(([name, value]) => [name, header(name, value, standIns)] as const)
  const [path = '', query] = sent.path.split(/\?(.*)/s)
  return {
    title: `${operation} answers ${answer.status}`,
    source: 'Recorded from a product',
    exchanges: [
      {
        name: operation,
        operation,
        request: {
          method: sent.method,
          path: standIns.path(path) + (query === undefined ? '' : `?${form(query, standIns)}`),
          headers: Object.fromEntries(
            Object.entries(sent.headers)
              .filter(([name]) => !TRANSPORT.test(name))
              .map(([name, value]) => [name, header(name, value, standIns)]),
          ),
          ...(sent.body !== undefined && { body: requestBody(sent.body, standIns) }),
        },
        answer: {
          status: answer.status,
          headers: Object.fromEntries(rawHeaders.map(([name, value]) => [name.toLowerCase(), value])),
          rawHeaders,
          text:
            isSecret && !isRefused
              ? secretText(answer.body, standIns)
              : answerBody(answer.body, { contract, standIns, isRefused }),
        },
      },
    ],
  }
}

function learnHeader(name: string, value: string, standIns: StandIns): void {
  if (/^(?:set-)?cookie$/i.test(name)) for (const secret of cookieValues(name, value)) standIns.secret(secret)
  if (!standIns.isSecretHeader(name)) return
  const [scheme = '', token] = value.split(' ', 2)
  standIns.secret(token ?? value)
  if (!/^basic$/i.test(scheme) || token === undefined) return
  const [, user = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(token, 'base64').toString('utf8')) ?? []
  if (user !== '') standIns.data(user)
  if (password !== '') standIns.secret(password)
}

function cookieValues(name: string, line: string): string[] {
  const parts = /^set-/i.test(name) ? [line.split(';', 1)[0]!] : line.split(/;\s*/)
  return parts
    .map((part) => part.slice(part.indexOf('=') + 1).replace(/^"(.*)"$/, '$1'))
    .filter((value) => value !== '')
}

function learnFields(fields: URLSearchParams, standIns: StandIns): void {
  for (const [name, value] of fields) {
    if (standIns.isSecretField(name) || standIns.isSecretHeader(name)) standIns.secret(value)
    const json = parsed(value)
    if (json !== undefined) learnMembers(json, standIns)
  }
}

function learnMembers(value: unknown, standIns: StandIns, name = ''): void {
  if (typeof value === 'string') {
    const json = parsed(value)
    if (json !== undefined) learnMembers(json, standIns)
    else if (standIns.isSecretField(name) && value !== '') standIns.secret(value)
  } else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value))
      learnMembers(member, standIns, Array.isArray(value) ? name : key)
}

function header(name: string, value: string, standIns: StandIns): string {
  if (/^cookie$/i.test(name) || standIns.isSecretHeader(name)) {
    const [scheme, token] = value.split(' ', 2)
    return token === undefined ? standIns.words(value) : `${scheme} ${standIns.words(token)}`
  }
  return standIns.words(value)
}

function form(text: string, standIns: StandIns): string {
  return text
    .split('&')
    .map((part) => {
      const at = part.indexOf('=')
      if (at < 0) return standIns.words(part)
      const value = new URLSearchParams(part).values().next().value ?? ''
      return `${part.slice(0, at)}=${encodeURIComponent(bodyText(value, standIns))}`
    })
    .join('&')
}

function requestBody(body: string, standIns: StandIns): string {
  if (parsed(body) !== undefined) return bodyText(body, standIns)
  return /^[\w.%+-]+=/.test(body) ? form(body, standIns) : standIns.words(body)
}

/** JSON member by member, and anything else as data. */
function bodyText(text: string, standIns: StandIns): string {
  const json = parsed(text)
  return json === undefined
    ? standIns.data(text)
    : JSON.stringify(replaced(json, '', (value) => standIns.data(value)))
}

function secretText(body: string, standIns: StandIns): string {
  return parsed(body) === undefined ? standIns.secret(body) : bodyText(body, standIns)
}

function answerBody(
  body: string,
  { contract, standIns, isRefused }: { contract: SurfaceContract; standIns: StandIns; isRefused: boolean },
): string {
  const json = parsed(body)
  if (json === undefined) return isRefused || /^\s*</.test(body) ? standIns.words(body) : standIns.data(body)
  const tell = (value: string, pointer: string): string =>
    isRefused || isSaidIn(contract, pointer) || pointer.endsWith(`/${contract.discriminator}`)
      ? standIns.words(value)
      : standIns.data(value)
  const text = JSON.stringify(replaced(json, '', tell))
  // As it was laid out, as far as a parser tells.
  return body.trim().includes('\n') ? JSON.stringify(JSON.parse(text), undefined, 2) : text
}

function replaced(
  value: unknown,
  pointer: string,
  tell: (value: string, pointer: string) => string,
): unknown {
  if (typeof value === 'string') {
    const json = parsed(value)
    return json === undefined ? tell(value, pointer) : JSON.stringify(replaced(json, pointer, tell))
  }
  if (Array.isArray(value)) return value.map((one) => replaced(one, `${pointer}/*`, tell))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, replaced(one, `${pointer}/${name}`, tell)]),
  )
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
