/** Holds one answer against another: each place where they differ, after alignment. */
import type { Aligner } from './align.ts'
import { isPage, readPage } from './page.ts'
import type { Answer } from './probe.ts'

export interface Place {
  /** `status`, `header content-type`, `body`, `body /json/pointer`, `page title`, `page form fm1`. */
  readonly place: string
  readonly original: string
  readonly emulator: string
}

/** An answer as it is compared: a text for every place. */
export type Flat = ReadonlyMap<string, string>

/** Of the transport, not of the product. */
const TRANSPORT = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

export function flatten({ status, headers, body }: Answer, aligner: Aligner): Flat {
  const flat = new Map([['status', String(status)]])
  for (const [name, values] of Object.entries(headers)) {
    if (TRANSPORT.has(name) || name.startsWith('x-pam-mock')) continue
    if (name === 'set-cookie') for (const cookie of values) putCookie(flat, cookie, aligner)
    else flat.set(`header ${name}`, aligner.text(values.join(' | ')))
  }
  putBody(flat, headers['content-type']?.[0] ?? '', body, aligner)
  return flat
}

export function compare(original: Flat, emulator: Flat): Place[] {
  return [...new Set([...original.keys(), ...emulator.keys()])]
    .map((place) => ({
      place,
      original: original.get(place) ?? '(none)',
      emulator: emulator.get(place) ?? '(none)',
    }))
    .filter((one) => one.original !== one.emulator)
}

/** The value of a session's cookie is a secret; whether there is one is not. */
function putCookie(flat: Map<string, string>, cookie: string, aligner: Aligner): void {
  const [, name = '', value = '', rest = ''] = /^([^=]*)=([^;]*)(.*)$/.exec(cookie) ?? []
  const shown = value === '' || value === '""' ? value : '<value>'
  flat.set(`cookie ${name}`, `${shown}${aligner.text(rest.replace(/; Secure/i, ''))}`)
  flat.set(`cookie ${name} secure`, String(/; Secure/i.test(rest)))
}

function putBody(flat: Map<string, string>, contentType: string, body: string, aligner: Aligner): void {
  if (isPage(contentType, body)) {
    const { title, forms } = readPage(body)
    flat.set('page doctype', /^\s*(<!doctype[^>]*>)?/i.exec(body)?.[1]?.toLowerCase() ?? '')
    flat.set('page title', aligner.text(title))
    for (const [at, form] of forms.entries()) {
      const where = `page form ${form.id || at + 1}`
      flat.set(where, aligner.text(`${form.method} ${form.action}`))
      for (const field of form.fields) flat.set(`${where} ${field.split(':')[0]}`, aligner.text(field))
    }
    return
  }
  if (contentType.includes('yaml')) putYaml(flat, body, aligner)
  else if (body.includes('<cas:attributes>')) putAttributes(flat, body, aligner)
  else {
    const json = parseJson(body)
    if (json === undefined) flat.set('body', aligner.text(body))
    else {
      flat.set('body layout', layoutOf(body))
      putJson(flat, 'body ', json, aligner)
    }
  }
}

/** Each attribute is a place: they come in the order of a Java hash map, which means nothing. */
function putAttributes(flat: Map<string, string>, xml: string, aligner: Aligner): void {
  const [, begin = '', lines = '', end = ''] =
    /^([^]*<cas:attributes>)([^]*?)(\n?[ ]*<\/cas:attributes>[^]*)$/.exec(xml) ?? []
  flat.set('body', aligner.text(`${begin}${end}`))
  for (const [line, name = ''] of lines.matchAll(/\n?[ ]*<cas:(\w+)>[^]*?<\/cas:\1>/g)) {
    const before = flat.get(`body attribute ${name}`)
    flat.set(`body attribute ${name}`, (before ?? '') + aligner.text(line))
  }
}

/** An error as 6.x writes it where nothing else is asked for: a map of scalars, some of them over several lines. */
function putYaml(flat: Map<string, string>, yaml: string, aligner: Aligner): void {
  const [head = '', ...members] = yaml.split(/\n(?=\w+:)/)
  flat.set('body', aligner.text(head))
  for (const member of members) {
    const [, name = '', value = ''] = /^(\w+): ?([^]*?)\n?$/.exec(member) ?? []
    flat.set(`body /${name}`, aligner.text(value))
  }
}

/** How JSON is laid out: over lines or on one, and what stands around the colon. */
function layoutOf(json: string): string {
  const colon = /"(\s*:\s*)["[{\d]/.exec(json)?.[1] ?? ''
  return `${json.trim().includes('\n') ? 'lines' : 'one line'}, "${colon}"`
}

function parseJson(body: string): object | undefined {
  if (!/^\s*[[{]/.test(body)) return undefined
  try {
    return JSON.parse(body) as object
  } catch {
    return undefined
  }
}

function putJson(flat: Map<string, string>, pointer: string, value: unknown, aligner: Aligner): void {
  if (value === null || typeof value !== 'object') {
    flat.set(pointer, typeof value === 'string' ? aligner.text(value) : aligner.text(JSON.stringify(value)))
    return
  }
  const members = Object.entries(value)
  if (members.length === 0) flat.set(pointer, Array.isArray(value) ? '[]' : '{}')
  for (const [name, member] of members) putJson(flat, `${pointer}/${name}`, member, aligner)
}
