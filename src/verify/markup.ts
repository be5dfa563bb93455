/** Places of a page and of XML: what stands in which element, where links lead, the forms with their fields. Attributes of style are let be. */
import type { Aligner } from './align.ts'

/** Fields of forms whose values are made anew for every page. */
const FRESH = /^(?:execution|lt|_csrf)$/

type Put = (place: string, value: string, isSaid: boolean) => void

/** @param isSaid whether all of its texts are the product's own; of a page they are anyway */
export function putMarkup(
  markup: string,
  { aligner, isSaid }: { aligner: Aligner; isSaid: boolean },
  put: Put,
): void {
  if (/<html\b/i.test(markup)) putPage(markup, aligner, put)
  else putXml(markup, { aligner, isSaid }, put)
}

const BLOCKS = 'title|h[1-6]|p|label|button|li|td|th|legend|dt|dd|pre|div'

/** An element with no other such element in it. */
const BLOCK = new RegExp(`<(${BLOCKS})\\b[^>]*>((?:(?!</?(?:${BLOCKS})\\b)[^])*)</\\1>`, 'gi')

/** Each text by the element that it stands in, and its number among those. */
function putPage(html: string, aligner: Aligner, put: Put): void {
  const text = html.replaceAll(/<!--[^]*?-->/g, '').replaceAll(/<(script|style)\b[^]*?<\/\1>/gi, '')
  put('page doctype', /^\s*(<!doctype[^>]*>)?/i.exec(html)?.[1]?.toLowerCase() ?? '', true)
  const counts = new Map<string, number>()
  for (const [, tag = '', inner = ''] of text.matchAll(BLOCK)) {
    const said = decode(inner.replaceAll(/<[^>]*>/g, ''))
      .replaceAll(/\s+/g, ' ')
      .trim()
    if (said === '') continue
    // A line that begins with what it is about is known by that, whichever lines come before it.
    const about = /^\s*<(?:b|strong)\b[^>]*>([^<]*)</.exec(inner)?.[1]?.trim() ?? ''
    const name = [tag.toLowerCase(), about].join(' ').trim()
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    put(`page ${name}${count === 1 ? '' : ` ${count}`}`, aligner.text(said), true)
  }
  for (const [, head = '', inner = ''] of text.matchAll(/<a\b([^>]*)>([^]*?)<\/a>/gi)) {
    const said = decode(inner.replaceAll(/<[^>]*>/g, '')).trim()
    const leads = attribute(head, 'href')
    if (said !== '' && leads !== '') put(`page link ${said}`, aligner.text(leads), true)
  }
  for (const [at, [, head = '', inner = '']] of [
    ...text.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/gi),
  ].entries()) {
    const where = `page form ${attribute(head, 'id') || at + 1}`
    put(where, aligner.text(`${attribute(head, 'method').toLowerCase()} ${attribute(head, 'action')}`), true)
    for (const [, tag = '', field = ''] of inner.matchAll(/<(input|button|select|textarea)\b([^>]*)>/gi)) {
      const name = attribute(field, 'name')
      const value = FRESH.test(name) ? '<fresh>' : aligner.text(attribute(field, 'value'))
      put(`${where} ${name || tag}`, `${attribute(field, 'type') || tag} ${value}`.trim(), true)
    }
  }
}

/** Names of elements in their order (those of data, sorted by nothing), and the text of each. */
function putXml(xml: string, { aligner, isSaid }: { aligner: Aligner; isSaid: boolean }, put: Put): void {
  const path: string[] = []
  const children = new Map<string, Set<string>>()
  for (const [, close = '', tag = '', attributes = '', empty = '', words = ''] of xml.matchAll(
    /<(\/?)([\w:.-]+)((?:\s[^<>]*?)?)(\/?)>([^<]*)/g,
  )) {
    if (close === '') {
      const parent = path.join('/')
      children.set(parent, (children.get(parent) ?? new Set()).add(tag))
      path.push(tag)
      const place = `xml ${path.join('/')}`
      if (attributes.trim() !== '') put(`${place} attributes`, aligner.text(attributes.trim()), true)
      const said = decode(words).trim()
      const aligned = aligner.text(said)
      // Of what was asked for the names are the product's, and the values data.
      if (said !== '') put(place, isSaid || /^<[^<>]+>$/.test(aligned) ? aligned : 'data', isSaid)
    }
    if (close !== '' || empty !== '') path.pop()
  }
  for (const [parent, names] of children)
    put(`xml ${parent} elements`, [...names].toSorted().join(', '), isSaid)
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)
  return decode(found?.[1] ?? found?.[2] ?? found?.[3] ?? '')
}

export function decode(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
