/** A response of CAS as XML, and as the JSON that a request may ask for in its place. */
import type { CasResponse } from '../views/cas-response.ts'
import { escapeXml } from './pages/cas.ts'

/** The response as the protocol's own XML. */
export function casXml(response: CasResponse): string {
  return `<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>\n    ${xmlOf(response)}\n</cas:serviceResponse>\n`
}

export function casJson(response: CasResponse): string {
  return JSON.stringify({ serviceResponse: { [response.kind]: jsonOf(response) } })
}

function jsonOf(response: CasResponse): object {
  if ('code' in response) return { code: response.code, description: response.text }
  const { kind: _kind, ...members } = response
  return members
}

function xmlOf(response: CasResponse): string {
  if ('code' in response) {
    return `<cas:${response.kind} code="${response.code}">${escapeXml(response.text)}</cas:${response.kind}>`
  }
  if (response.kind === 'proxySuccess') {
    return element(response.kind, element('proxyTicket', escapeXml(response.proxyTicket)))
  }
  const { user, attributes, proxyGrantingTicket, proxies } = response
  return element(
    response.kind,
    element('user', escapeXml(user)) +
      (attributes ? element('attributes', Object.entries(attributes).map(attributeXml).join('')) : '') +
      (proxyGrantingTicket === undefined
        ? ''
        : element('proxyGrantingTicket', escapeXml(proxyGrantingTicket))) +
      (proxies ? element('proxies', proxies.map((one) => element('proxy', escapeXml(one))).join('')) : ''),
  )
}

function attributeXml([name, value]: [string, string | readonly string[]]): string {
  const values = typeof value === 'string' ? [value] : value
  return values.map((one) => element(name, escapeXml(one))).join('')
}

function element(name: string, inner: string): string {
  return `<cas:${name}>${inner}</cas:${name}>`
}
