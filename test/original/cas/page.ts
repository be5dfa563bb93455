/** What matters of a page to a program: its title, its forms with their fields, and where they go. The prose is let be. */

export interface Form {
  readonly id: string
  readonly method: string
  readonly action: string
  /** `name:type`, and `=value` where the field is hidden. */
  readonly fields: readonly string[]
}

export interface Page {
  readonly title: string
  readonly forms: readonly Form[]
}

/** Hidden fields whose values are made anew for every page. */
const FRESH = new Set(['execution', 'lt', '_csrf'])

export function isPage(contentType: string, body: string): boolean {
  return contentType.startsWith('text/html') && /<html/i.test(body)
}

export function readPage(html: string): Page {
  const text = html.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/<script[\s\S]*?<\/script>/gi, '')
  return {
    title: decode(/<title>([\s\S]*?)<\/title>/i.exec(text)?.[1] ?? '').trim(),
    forms: [...text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head = '', inner = '']) => ({
      id: attribute(head, 'id'),
      method: attribute(head, 'method').toLowerCase(),
      action: attribute(head, 'action'),
      fields: [...inner.matchAll(/<(input|button|select|textarea)\b([^>]*)>/gi)]
        .map(([, tag = '', field = '']) => ({ tag, field, name: attribute(field, 'name') }))
        .filter(({ name }) => name !== '')
        .map(({ tag, field, name }) => describeField(tag.toLowerCase(), field, name)),
    })),
  }
}

function describeField(tag: string, field: string, name: string): string {
  const type = tag === 'input' ? attribute(field, 'type').toLowerCase() || 'text' : tag
  if (type !== 'hidden') return `${name}:${type}`
  return `${name}:hidden=${FRESH.has(name) ? '<fresh>' : attribute(field, 'value')}`
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)
  return decode(found?.[1] ?? found?.[2] ?? found?.[3] ?? '')
}

function decode(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
