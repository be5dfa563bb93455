/** A response of CAS as the protocol's own XML, laid out as the module's templates lay it out. */
import type { Attribute, AttributeValue } from '../views/cas-attributes.ts'
import type { CasResponse } from '../views/cas-response.ts'
import { escapeXml } from './pages/cas.ts'

export interface XmlLayout {
  /** Whether the answer shows the attributes of the user. */
  readonly hasAttributes: boolean
  /** What follows a time. */
  readonly zone: string
}

export function casXml(response: CasResponse, layout: XmlLayout): string {
  return `<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>\n    ${xmlOf(response, layout)}\n</cas:serviceResponse>\n`
}

function xmlOf(response: CasResponse, { hasAttributes, zone }: XmlLayout): string {
  const { kind } = response
  if ('code' in response)
    return `<cas:${kind} code="${response.code}">${escapeXml(response.text)}</cas:${kind}>`
  if (response.kind === 'proxySuccess') {
    return `<cas:${kind}>\n        ${element('proxyTicket', response.proxyTicket)}\n    </cas:${kind}>`
  }
  const { user, attributes, proxyGrantingTicket, proxies } = response
  const lines = [`        ${element('user', user)}`]
  if (proxyGrantingTicket !== undefined)
    lines.push(`        ${element('proxyGrantingTicket', proxyGrantingTicket)}`)
  if (proxies) {
    const inner = proxies.map((one) => element('proxy', one)).join('')
    lines.push('        <cas:proxies>', `            ${inner}`, '        </cas:proxies>')
  }
  if (hasAttributes) {
    const inner = attributes.flatMap((one) => attributeLines(one, zone))
    lines.push('        <cas:attributes>', ...inner, '            </cas:attributes>')
  }
  // The template's own blanks, where nothing follows the user.
  const end = hasAttributes || proxies ? '    ' : '        '
  return `<cas:${kind}>\n${lines.join('\n')}\n${end}</cas:${kind}>`
}

function attributeLines({ name, values }: Attribute, zone: string): string[] {
  return values.map((value) => `            ${element(name, textOf(value, zone))}`)
}

function textOf(value: AttributeValue, zone: string): string {
  if (typeof value !== 'object') return String(value)
  // As Java prints a time: no fraction where there is none.
  return new Date(value.epochMs).toISOString().replace('.000Z', 'Z') + zone
}

function element(name: string, text: string): string {
  return `<cas:${name}>${escapeXml(text)}</cas:${name}>`
}
