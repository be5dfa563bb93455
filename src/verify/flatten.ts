/** An answer as it is compared: a value for each place in it. */
import type { ContractAnswer, SurfaceContract } from '../kernel/surface/contract.ts'
import type { Aligner } from './align.ts'
import { putMarkup } from './markup.ts'

/** What stands at a place: of the members of a list, one value each. */
export interface Place {
  /** Its values; of a place below a list, those of all elements. */
  readonly values: Set<string>
  /** Whether these are the product's own words; of data only the form is compared. */
  readonly isSaid: boolean
}

/** `status`, `headers`, `header Content-Type`, `cookie session_id`, `body`, `body /json/pointer`, `page title`. */
export type Flat = Map<string, Place>

/** Of the transport, and not of the product. */
const TRANSPORT = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

export type Rules = Pick<SurfaceContract, 'said' | 'discriminator' | 'maps' | 'optional' | 'refuses'>

export function flatten(answer: ContractAnswer, rules: Rules, aligner: Aligner): Flat {
  const flat: Flat = new Map()
  say(flat, 'status', String(answer.status))
  const own = answer.headers.filter(([name]) => isOwn(name))
  say(flat, 'headers', own.map(([name]) => name).join(', '))
  for (const [name, value] of own) {
    if (name.toLowerCase() === 'set-cookie') putCookie(flat, value, aligner)
    else say(flat, `header ${name.toLowerCase()}`, aligner.text(value))
  }
  const isRefused = answer.status >= 400 || rules.refuses?.(answer) === true
  putBody(flat, answer, { rules, aligner, isRefused })
  return flat
}

function isOwn(name: string): boolean {
  return !TRANSPORT.has(name.toLowerCase()) && !name.toLowerCase().startsWith('x-pam-mock')
}

function say(flat: Flat, place: string, value: string): void {
  flat.set(place, { values: new Set([value]), isSaid: true })
}

/** A session's value is a secret; how it is written is not. */
function putCookie(flat: Flat, line: string, aligner: Aligner): void {
  const [, name = '', value = '', rest = ''] = /^([^=]*)=([^;]*)(.*)$/.exec(line) ?? []
  say(flat, `cookie ${name}`, formOf(value) + aligner.text(rest))
}

/** Which characters it is made of, and how many where it is a secret. */
function formOf(value: string): string {
  if (value === '' || value === '""') return value
  const [text, tail = ''] = value.split(/(?=\.)/, 2) as [string, string?]
  const suffix = tail === '' || tail.length > 24 ? '' : tail
  if (/^[0-9a-f]+$/.test(text)) return `<hex ${text.length}>${suffix}`
  if (/^[0-9A-F]+$/.test(text)) return `<HEX ${text.length}>${suffix}`
  return value.length > 100 ? '<long value>' : `<value ${/^[\w-]+$/.test(text) ? text.length : ''}>${suffix}`
}

interface Context {
  readonly rules: Rules
  readonly aligner: Aligner
  readonly isRefused: boolean
}

function putBody(flat: Flat, { body }: ContractAnswer, context: Context): void {
  const json = parseJson(body)
  if (json !== undefined) {
    say(flat, 'body layout', layoutOf(body))
    putJson(flat, '', json, context)
  } else if (/^\s*<(?:!doctype|html|\?xml|\w+[:>\s])/i.test(body)) {
    const { aligner, isRefused } = context
    putMarkup(body, { aligner, isSaid: isRefused }, (...put) => add(flat, ...put))
  } else if (body === '') say(flat, 'body', '')
  else {
    const isSaid = context.isRefused || isSaidIn(context.rules, '')
    add(flat, 'body', isSaid ? context.aligner.text(body) : '<text>', isSaid)
  }
}

function parseJson(body: string): unknown {
  if (!/^\s*[[{]/.test(body)) return undefined
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** How JSON is laid out: over lines or on one, and what stands after a member's name. */
function layoutOf(json: string): string {
  const colon = /"(\s*:\s*)["[{\d]/.exec(json)?.[1] ?? ':'
  return `${json.trim().includes('\n') ? 'lines' : 'one line'}, "${colon}"`
}

function putJson(flat: Flat, pointer: string, value: unknown, context: Context): void {
  const place = `body ${pointer}`
  const isSaid = context.isRefused || isSaidIn(context.rules, pointer)
  add(flat, `${place} type`, typeOf(value), isSaid)
  if (Array.isArray(value)) {
    for (const element of value) putJson(flat, `${pointer}/*`, element, context)
    return
  }
  if (typeof value !== 'object' || value === null) {
    if (value === null) return
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (isSaid) add(flat, place, context.aligner.text(text), true)
    else if (value !== '') add(flat, `${place} form`, context.aligner.kindOf(text) ?? 'data', false)
    return
  }
  const { discriminator = '', maps = [], optional = [] } = context.rules
  const isMap = maps.some((one) => fits(one, pointer))
  const kind = (value as Record<string, unknown>)[discriminator]
  const here = typeof kind === 'string' ? `${pointer}{${kind}}` : pointer
  const names = Object.keys(value).filter((name) => !optional.some((one) => fits(one, `${pointer}/${name}`)))
  if (!isMap) add(flat, `body ${here} members`, names.join(', '), isSaid)
  for (const [name, member] of Object.entries(value))
    putJson(flat, `${here}/${isMap ? '*' : name}`, member, context)
}

function add(flat: Flat, place: string, value: string, isSaid: boolean): void {
  const known = flat.get(place)
  if (known) known.values.add(value)
  else flat.set(place, { values: new Set([value]), isSaid })
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const known = new WeakMap<readonly string[], Map<string, boolean>>()

/** Whether what stands at a place of a body is the product's own words. */
export function isSaidIn({ said }: Pick<Rules, 'said'>, pointer: string): boolean {
  const pointers = known.get(said) ?? new Map<string, boolean>()
  known.set(said, pointers)
  const before = pointers.get(pointer)
  if (before !== undefined) return before
  const isSaid = said.some((one) => fits(one, pointer))
  pointers.set(pointer, isSaid)
  return isSaid
}

/** Whether a pointer is of a pattern, in which `*` is any step and `**` any number of them at the end. */
function fits(pattern: string, pointer: string): boolean {
  const wanted = pattern.split('/')
  const steps = pointer.replaceAll(/\{[^}]*\}/g, '').split('/')
  if (wanted.at(-1) === '**')
    return wanted.slice(0, -1).every((step, at) => step === '*' || step === steps[at])
  return wanted.length === steps.length && wanted.every((step, at) => step === '*' || step === steps[at])
}
