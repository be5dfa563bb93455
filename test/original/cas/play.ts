/** Plays a probe against one side. */
import { Aligner } from './align.ts'
import { flatten, type Flat } from './compare.ts'
import type { Answer, Probe, Step } from './probe.ts'
import { send } from './send.ts'
import type { Services } from './services.ts'

/** What every client sends: without a browser the original fails to sign in, and its error bodies follow `Accept`. */
export const DEFAULTS = { 'User-Agent': 'Mozilla/5.0 (probe)', Accept: '*/*' }

/** Cookies that mean something to the sign-in. */
export const PASSED_ON: ReadonlySet<string> = new Set(['TGC', 'CASPRIVACY'])

/** The original or the emulator. */
export interface Side {
  /** `http://127.0.0.1:9052/cas` */
  readonly base: string
  readonly services: Services
  wait(ms: number): Promise<void>
}

export interface Played {
  readonly name: string
  readonly isSetUp: boolean
  readonly flat: Flat
  readonly sent?: Step
  /** What was sent, the values of earlier answers still by name. */
  readonly template?: Step
  readonly answer?: Answer
}

export async function play({ steps }: Probe, { base, services, wait }: Side): Promise<Played[]> {
  const aligner = new Aligner({
    [new URL(base).host]: '<cas>',
    [new URL(services.origin).host]: '<services>',
  })
  const kept = new Map([
    ['services', services.origin],
    ['cas', base],
  ])
  const jar = new Map<string, string>()
  const played: Played[] = []
  await services.look(0)
  for (const step of steps) {
    if ('look' in step) {
      const calls = (await services.look(step.patienceMs)).map((call) => aligner.text(unescape(call)))
      played.push({ name: step.name, isSetUp: false, flat: new Map([['calls', calls.join('\n')]]) })
      continue
    }
    if (step.waitMs) await wait(step.waitMs)
    const sent = fillIn(step, kept)
    const jarThen = step.usesJar ? [...jar.keys()] : []
    const answer = await send({
      method: sent.method,
      url: base + sent.path,
      headers: { ...DEFAULTS, ...withCookies(sent, jar) },
      body: sent.body,
    })
    takeCookies(answer, jar)
    keep(step, answer, kept)
    kept.set('pgt', services.grantingTicket() ?? 'missing-pgt')
    played.push({
      name: step.name,
      isSetUp: step.isSetUp ?? false,
      flat: flatten(answer, aligner),
      sent,
      template: templateOf(step, kept, jarThen),
      answer,
    })
  }
  return played
}

function unescape(call: string): string {
  try {
    return decodeURIComponent(call.replaceAll('+', ' '))
  } catch {
    return call
  }
}

/** @throws when a step needs what none kept */
function fillIn(step: Step, kept: ReadonlyMap<string, string>): Step {
  const fill = (text: string): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => kept.get(name) ?? `missing-${name}`)
  return {
    ...step,
    path: fill(step.path),
    headers: Object.fromEntries(
      Object.entries(step.headers ?? {}).map(([name, value]) => [name, fill(value)]),
    ),
    ...(step.body === undefined ? {} : { body: fill(step.body) }),
  }
}

/** A step by which it can be sent again: names of values that were kept stay, those of places and lost ones do not. */
function templateOf(step: Step, kept: ReadonlyMap<string, string>, cookies: readonly string[]): Step {
  const again = new Map([...kept.keys()].map((name) => [name, `{{${name}}}`]))
  again.set('services', kept.get('services') ?? '')
  const { headers = {}, ...rest } = fillIn(step, again)
  const cookie = cookies.filter((name) => PASSED_ON.has(name)).map((name) => `${name}={{${name}}}`)
  return { ...rest, headers: { ...headers, ...(cookie.length > 0 ? { Cookie: cookie.join('; ') } : {}) } }
}

function withCookies(
  { headers = {}, usesJar }: Step,
  jar: ReadonlyMap<string, string>,
): Record<string, string> {
  if (!usesJar || jar.size === 0) return { ...headers }
  return { ...headers, Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
}

function takeCookies({ headers }: Answer, jar: Map<string, string>): void {
  for (const line of headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? []
    if (/max-age=0\b/i.test(line)) jar.delete(name)
    else jar.set(name, value)
  }
}

/** Values that are not there are left out: the answer that lacks them is a difference by itself. */
function keep(step: Step, answer: Answer, kept: Map<string, string>): void {
  for (const [name, { header, pattern }] of Object.entries(step.keep ?? {})) {
    const text = header === undefined ? answer.body : (answer.headers[header] ?? []).join('\n')
    const value = new RegExp(pattern).exec(text)?.[1]
    if (value !== undefined) kept.set(name, value)
  }
}
