/** The product that is asked: at a bounded rate, and what goes wrong on the way there is said in a sentence. */
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../kernel/errors.ts'
import type {
  ContractAnswer,
  ContractPart,
  Recognition,
  SurfaceContract,
} from '../kernel/surface/contract.ts'
import { openWire, USUAL_HEADERS, valuesOf, type Sent } from './send.ts'

export interface TargetOptions {
  readonly url: string
  readonly insecure?: boolean | undefined
  /** An authority to trust, in PEM. */
  readonly ca?: string | undefined
  /** Most requests in a second. */
  readonly rate: number
}

export interface Target {
  /** `https://sps.example`, without what follows. */
  readonly base: string
  readonly requests: number
  /** @throws UserError in one sentence */
  readonly send: (sent: Sent) => Promise<ContractAnswer>
  close(): void
}

const TIMEOUT_MS = 30_000

/** @throws UserError when the URL is none */
export function openTarget({ url, insecure, ca, rate }: TargetOptions, contract: SurfaceContract): Target {
  const base = baseOf(url)
  const wire = openWire({
    base,
    timeoutMs: TIMEOUT_MS,
    headers: USUAL_HEADERS,
    ...(insecure === true && { insecure }),
    ca,
  })
  let requests = 0
  let free = Promise.resolve()
  const send = async (sent: Sent): Promise<ContractAnswer> => {
    const turn = free
    free = turn.then(() => sleep(1000 / rate))
    await turn
    requests += 1
    const answer = await sentOnceMore(() => wire.send(sent), sent).catch((error: NodeJS.ErrnoException) => {
      throw new UserError(sentenceOf(error, base))
    })
    if (contract.throttles?.(answer) === true)
      throw new UserError(
        `The target says that it is asked too often (status ${answer.status} after ${requests} requests); try again later, with a lower --rate.`,
      )
    return answer
  }
  return {
    base: base.href.replace(/\/$/, ''),
    get requests() {
      return requests
    },
    send,
    close: () => wire.close(),
  }
}

/** What follows the host is each surface's own; a path that leads to the product stays. */
function baseOf(url: string): URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UserError(`"${url}" is no URL of a product; it looks like "https://sps.example".`)
  const { origin, username } = new URL(url)
  if (username !== '')
    throw new UserError('Credentials belong in the file of --credentials, and not in the URL.')
  return new URL(origin)
}

/** A connection that was kept open may have been closed meanwhile; what only reads is sent again. */
async function sentOnceMore<Answer>(send: () => Promise<Answer>, { method }: Sent): Promise<Answer> {
  try {
    return await send()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (method !== 'GET' || (code !== 'ECONNRESET' && code !== 'EPIPE')) throw error
    return send()
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: `nothing came in ${TIMEOUT_MS / 1000} seconds`,
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  EHOSTUNREACH: 'there is no way to the host',
  EPROTO: 'it speaks no TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks no TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it speaks no TLS',
}

function sentenceOf({ code = '', message }: NodeJS.ErrnoException, { origin }: URL): string {
  if (/CERT|SELF_SIGNED|SIGNATURE|ISSUER|ALTNAME/.test(code))
    return `The certificate of "${origin}" is not trusted (${code}); name its authority with --ca, or pass --insecure.`
  return `"${origin}" cannot be asked: ${REASONS[code] ?? (code || message)}.`
}

/**
 * @returns the part that answers by itself; nothing where it is the whole product
 * @throws UserError when it is another product
 */
export async function recognise(
  target: Target,
  { recognise: whole, part }: SurfaceContract,
  surface: string,
): Promise<ContractPart | undefined> {
  const answer = await asked(target, whole)
  if (whole.is(answer)) return undefined
  if (part && part.recognise.is(await asked(target, part.recognise))) return part
  const type = valuesOf(answer, 'content-type')[0]
  throw new UserError(
    `"${target.base}" does not answer as ${surface} does: expected was ${whole.expects}, and it answered ${answer.status}${type === undefined ? '' : ` with ${type}`}.`,
  )
}

function asked({ send }: Target, { step }: Recognition): Promise<ContractAnswer> {
  return send({ method: step.method, path: step.path, headers: { ...step.headers } })
}
