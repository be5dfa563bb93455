/**
 * A faithful session over a real TLS socket, byte for byte: `wire-trace.http` beside this file holds what the client
 * sends (`>`) and what it must read (`<`), in the server's own spelling and order. Only what has to vary is named instead:
 * `{date}`, `{expires}` and `{session}`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sps } from '../../../../src/vendors/sps/index.ts'
import { startWholeServer } from '../../../support/server.ts'
import { Wire, type WireAnswer } from '../../../support/wire.ts'

const HTTP_DATE = String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT`

it('8 the wire trace: challenge, login, transaction, change, review, commit', async () => {
  const wire = await Wire.open(await startWholeServer({}, { surfaces: [sps] }))
  const trace = exchanges()
  expect(trace).toHaveLength(9)
  let session = ''
  for (const { sent, expected } of trace) {
    const [head = '', body = ''] = sent.replaceAll('{session}', session).split('\n\n')
    const lines = head.split('\n')
    if (body !== '') lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
    wire.write(lines, body)
    const text = textOf(await wire.read())
    session = /session_id=([0-9a-f]{40})/.exec(text)?.[1] ?? session
    expect(normalised(text, session), lines[0]).toBe(expected)
  }
})

interface Exchange {
  readonly sent: string
  readonly expected: string
}

/** The requests and answers of the golden file. Lines that begin with neither sign are remarks. */
function exchanges(): Exchange[] {
  const golden = readFileSync(join(import.meta.dirname, 'wire-trace.http'), 'utf8')
  return golden
    .split(/^(?=> [A-Z]+ )/m)
    .slice(1)
    .map((block) => {
      const marked = (sign: string): string =>
        block
          .split('\n')
          .filter((line) => line === sign || line.startsWith(`${sign} `))
          .map((line) => line.slice(2))
          .join('\n')
      return { sent: marked('>'), expected: marked('<') }
    })
}

function textOf({ statusLine, headers, body }: WireAnswer): string {
  return [statusLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n')
}

function normalised(text: string, session: string): string {
  return text
    .replace(new RegExp(`^Date: ${HTTP_DATE}$`, 'm'), 'Date: {date}')
    .replace(new RegExp(`expires=${HTTP_DATE};`), 'expires={expires};')
    .replaceAll(session === '' ? '{session}' : session, '{session}')
}
