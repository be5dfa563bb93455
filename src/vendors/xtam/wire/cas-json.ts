/** JSON as the sign-in module's library prints it: a blank before each colon, lists on one line, and exact times. */
import type { CasResponse } from '../views/cas-response.ts'
import type { AttributeValue } from '../views/cas-attributes.ts'

/** Text that is JSON already. */
class Raw {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A response, with the members that `singles` names as one value each, and the others as lists. */
export function casJson(response: CasResponse, singles: ReadonlySet<string>): string {
  return printed({ serviceResponse: { [response.kind]: membersOf(response, singles) } })
}

/** Any value, as the library prints it. */
export function printed(value: unknown, indent = ''): string {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) {
    return value.length === 0 ? '[ ]' : `[ ${value.map((one) => printed(one, indent)).join(', ')} ]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const lines = Object.entries(value).map(
    ([name, one]) => `${inner}${JSON.stringify(name)} : ${printed(one, inner)}`,
  )
  return lines.length === 0 ? '{ }' : `{\n${lines.join(',\n')}\n${indent}}`
}

function membersOf(response: CasResponse, singles: ReadonlySet<string>): object {
  if ('code' in response) return { code: response.code, description: response.text }
  if (response.kind === 'proxySuccess') return { proxyTicket: response.proxyTicket }
  const { user, proxyGrantingTicket, proxies, attributes } = response
  return {
    user,
    ...(proxyGrantingTicket !== undefined && { proxyGrantingTicket }),
    ...(proxies && { proxies }),
    attributes: Object.fromEntries(
      attributes.map(({ name, values }) => {
        const shown = values.map(valueOf)
        return [name, singles.has(name) ? shown[0] : shown]
      }),
    ),
  }
}

/** Seconds since the epoch, with nine digits after the point; what else there is, as it is. */
function valueOf(value: AttributeValue): unknown {
  if (typeof value !== 'object') return value
  const milliseconds = String(value.epochMs % 1000).padStart(3, '0')
  return new Raw(`${Math.floor(value.epochMs / 1000)}.${milliseconds}000000`)
}
