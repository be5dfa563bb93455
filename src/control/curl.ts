/** Requests as lines for a shell. */
export interface CurlRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
}

export function curlOf({ url, headers = {} }: CurlRequest): string {
  const options = Object.entries(headers).flatMap(([name, value]) => optionOf(name, value))
  return ['curl', ...options, quoted(url)].join(' ')
}

function optionOf(name: string, value: string): string[] {
  const basic = name.toLowerCase() === 'authorization' ? /^Basic (.+)$/.exec(value)?.[1] : undefined
  if (basic !== undefined) return ['-u', quoted(Buffer.from(basic, 'base64').toString())]
  return ['-H', quoted(`${name}: ${value}`)]
}

function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
