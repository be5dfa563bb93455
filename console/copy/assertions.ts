/** A request as an expectation of a test: that it was asked, and answered so. */
import type { BriefEntry } from '../client/shapes.ts'
import { matchOf } from './match.ts'

export function vitestOf(entry: BriefEntry): string {
  return `import { expect, it } from 'vitest'
import { usePamMock } from 'pam-mock/vitest'

const mock = usePamMock()

it(${scriptText(titleOf(entry))}, async () => {
  // Your client asks here.
  await expect(mock).toHaveReceived(${object(expected(entry))}, { exactly: 1 })
})
`
}

/** Python's own library is enough. @param control where the control plane is, with its slash */
export function pytestOf(entry: BriefEntry, control: string): string {
  const name = titleOf(entry)
    .replaceAll(/[^a-z0-9]+/gi, '_')
    .replaceAll(/^_|_$/g, '')
    .toLowerCase()
  return `import json
import os
from urllib.request import Request, urlopen

CONTROL = os.environ.get("PAM_MOCK_CONTROL", ${JSON.stringify(control.replace(/\/$/, ''))})


def test_${name}():
    # Your client asks here.
    wanted = {"match": ${JSON.stringify(expected(entry))}, "count": {"exactly": 1}}
    request = Request(CONTROL + "/journal/verify", json.dumps(wanted).encode(), {"content-type": "application/json"})
    assert json.load(urlopen(request))["matched"] == 1
`
}

function expected(entry: BriefEntry): Readonly<Record<string, unknown>> {
  const { reason, response } = entry
  return { ...matchOf(entry), ...(reason ? { rule: reason.rule } : { status: response.status }) }
}

function titleOf({ operation, request, reason }: BriefEntry): string {
  const what = operation ?? `${request.method} ${request.path.split('?', 1)[0]}`
  return reason ? `is refused ${what} by ${reason.rule}` : `asks for ${what}`
}

/** As people write it. */
function object(members: Readonly<Record<string, unknown>>): string {
  const text = Object.entries(members).map(([name, value]) => `${name}: ${scriptText(value)}`)
  return `{ ${text.join(', ')} }`
}

function scriptText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return `'${value.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`
}
