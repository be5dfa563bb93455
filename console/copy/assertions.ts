/** A request as an expectation of a test, that it was asked and answered so: for a shell, and as each kit writes it. */
import type { BriefEntry } from '../client/shapes.ts'
import { quoted } from './curl.ts'
import { matchOf } from './match.ts'

/** Fails (curl's 22) where it does not hold. @param control where the control plane is, with its slash */
export function verifyLineOf(entry: BriefEntry, control: string): string {
  const wanted = { match: expected(entry), count: { exactly: 1 } }
  return `curl -fsS -X POST ${quoted(`${control}journal/verify`)} \\\n  -d ${quoted(JSON.stringify(wanted))}`
}

export function vitestOf(entry: BriefEntry): string {
  const match = membersOf(entry, (name, value) => `${name}: ${scriptText(value)}`)
  return `import { expect, it } from 'vitest'
import { usePamMock } from 'pam-mock/vitest'

const mock = usePamMock()

it(${scriptText(titleOf(entry))}, async () => {
  // Your client asks here, at mock.urls.
  await expect(mock).toHaveReceived({ ${match.join(', ')} }, { exactly: 1 })
})
`
}

export function pytestOf(entry: BriefEntry): string {
  const match = membersOf(entry, (name, value) => `"${name}": ${JSON.stringify(value)}`)
  return `def test_${wordsOf(entry).join('_').toLowerCase()}(pam_mock_workspace):
    # Your client asks here, at pam_mock_workspace.urls.
    pam_mock_workspace.assert_received({${match.join(', ')}}, exactly=1)
`
}

export function goOf(entry: BriefEntry): string {
  // In Go a status of 0 is one that is not asked for.
  const match = membersOf(entry, (name, value) => `${capital(name)}: ${JSON.stringify(value)}`).filter(
    (member) => member !== 'Status: 0',
  )
  return `package client_test

import (
\t"testing"

\tpammock "github.com/pam-mock/pam-mock/kits/go"
)

func Test${wordsOf(entry).map(capital).join('')}(t *testing.T) {
\tmock := pammock.Start(t)
\t// Your client asks here, at mock.URLs.
\tmock.Received(pammock.Match{${match.join(', ')}}, pammock.Exactly(1))
}
`
}

export function javaOf(entry: BriefEntry): string {
  const match = membersOf(entry, (name, value) => `.${name}(${JSON.stringify(value)})`)
  const [first, ...others] = wordsOf(entry)
  return `import io.github.pammock.Count;
import io.github.pammock.Match;
import io.github.pammock.Workspace;
import io.github.pammock.junit.PamMockTest;
import org.junit.jupiter.api.Test;

@PamMockTest
class ClientTest {

  @Test
  void ${first}${others.map(capital).join('')}(Workspace workspace) {
    // Your client asks here, at workspace.urls().
    workspace.expect().received(Match.any()${match.join('')}, Count.exactly(1));
  }
}
`
}

function expected(entry: BriefEntry): Readonly<Record<string, string | number>> {
  const { reason, response } = entry
  return { ...matchOf(entry), ...(reason ? { rule: reason.rule } : { status: response.status }) }
}

function membersOf(entry: BriefEntry, write: (name: string, value: string | number) => string): string[] {
  return Object.entries(expected(entry)).map(([name, value]) => write(name, value))
}

function titleOf({ operation, request, reason }: BriefEntry): string {
  const what = operation ?? `${request.method} ${request.path.split('?', 1)[0]}`
  return reason ? `is refused ${what} by ${reason.rule}` : `asks for ${what}`
}

/** Of the title, for a name in a program. */
function wordsOf(entry: BriefEntry): string[] {
  return titleOf(entry).match(/[a-z0-9]+/gi) ?? []
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function scriptText(value: string | number): string {
  if (typeof value !== 'string') return String(value)
  return `'${value.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`
}
