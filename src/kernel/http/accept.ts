/** What a client would rather read. */

/**
 * Whether plain text is asked for, above any JSON: by its name, as who merely takes whatever comes is a program.
 *
 * @param accept the header `Accept`
 */
export function prefersText(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('text/')) return false
  let [text, json] = [0, 0]
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((one) => one.trim())
    const weight = Number(/^q=([\d.]+)$/.exec(parameters.find((one) => one.startsWith('q=')) ?? 'q=1')?.[1])
    if (type === 'text/plain' || type === 'text/*') text = Math.max(text, weight)
    else if (type === 'application/*' || type.endsWith('json')) json = Math.max(json, weight)
  }
  return text > json
}
