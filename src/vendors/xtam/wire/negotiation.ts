/** Which media type a text is sent as, as Spring chooses it: by how exact a range is first, and then by its weight. */

/** What the REST functions of CAS 6 write, the first where a client takes anything. */
const REST_TYPES = ['application/x-www-form-urlencoded', 'application/json', 'text/html', 'text/plain']
const ANYTHING = '*/*'

/** The ranges that a client takes, the most wanted first; anything where it says nothing. */
export function rangesOf(accept: string): readonly string[] {
  const ranges = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((one) => one.startsWith('q='))
      return { type, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
    .filter(({ type }) => type.includes('/'))
  if (ranges.length === 0) return [ANYTHING]
  return ranges
    .toSorted((one, other) => exactness(other.type) - exactness(one.type) || other.weight - one.weight)
    .map(({ type }) => type)
}

/** The type among those of the REST functions; nothing where a client takes none of them. */
export function restType(accept: string): string | undefined {
  for (const range of rangesOf(accept)) {
    const type = REST_TYPES.find((one) => isWithin(one, range))
    if (type !== undefined) return type
  }
  return undefined
}

/** A type that is whatever the client takes; nothing where it takes anything. */
export function anyType(accept: string): string | undefined {
  const [range = ANYTHING] = rangesOf(accept)
  if (range === ANYTHING) return undefined
  if (range === 'text/*') return 'text/plain'
  return range.endsWith('/*') ? 'application/octet-stream' : range
}

function exactness(type: string): number {
  if (type === ANYTHING) return 0
  return type.endsWith('/*') ? 1 : 2
}

function isWithin(type: string, range: string): boolean {
  return range === ANYTHING || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}
