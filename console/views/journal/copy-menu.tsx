/** An entry as something to take along: a line for a shell, an archive, a fault, an expectation of a test. */
import { useState } from 'preact/hooks'
import { get, query } from '../../client/call.ts'
import { CONTROL } from '../../client/session.ts'
import type { JournalEntry } from '../../client/shapes.ts'
import { goOf, javaOf, pytestOf, verifyLineOf, vitestOf } from '../../copy/assertions.ts'
import { curlOf } from '../../copy/curl.ts'
import { faultLineOf, faultOf } from '../../copy/fault.ts'
import { to } from '../../state/route.ts'
import { Code } from '../parts/code.tsx'
import { copied } from '../parts/copy-button.tsx'

interface Taken {
  readonly as: string
  readonly text: string
  readonly isCopied: boolean
}

export function CopyMenu({ entry, isUnmasked }: { entry: JournalEntry; isUnmasked: boolean }) {
  const [taken, take] = useState<Taken>()
  const forms: readonly (readonly [name: string, make: () => string | Promise<string>])[] = [
    ['curl', () => curlOf(entry, CONTROL.origin)],
    ['HAR', () => archiveOf(entry.id, isUnmasked)],
    ['fault', () => faultLineOf(entry, CONTROL.href)],
    ['curl verify', () => verifyLineOf(entry, CONTROL.href)],
    ['Vitest', () => vitestOf(entry)],
    ['pytest', () => pytestOf(entry)],
    ['Go', () => goOf(entry)],
    ['Java', () => javaOf(entry)],
  ]
  const copy = async (name: string, make: () => string | Promise<string>): Promise<void> => {
    const text = await make()
    take({ as: name, text, isCopied: await copied(text) })
  }
  return (
    <div class="copy">
      <span id="copy-label">Copy as</span>
      <span role="group" aria-labelledby="copy-label">
        {forms.map(([name, make]) => (
          <button type="button" class="small" onClick={() => void copy(name, make)}>
            {name}
          </button>
        ))}
      </span>
      <a class="button small" href={to('levers/faults', { draft: JSON.stringify(faultOf(entry)) })}>
        Break the next one …
      </a>
      <div role="status" class={taken ? 'taken' : 'hidden'}>
        {taken && (
          <>
            <p>
              {taken.isCopied
                ? `Copied as ${taken.as}.`
                : `As ${taken.as}; the browser does not let this page copy:`}
              {!isUnmasked &&
                /\*\*\*/.test(taken.text) &&
                ' Secrets in it are masked; show them first for one that runs.'}
            </p>
            <Code text={taken.text} label={`Request ${entry.id} as ${taken.as}`} />
          </>
        )}
      </div>
    </div>
  )
}

async function archiveOf(id: string, isUnmasked: boolean): Promise<string> {
  const archive = await get(`journal.har${query({ id, unmasked: isUnmasked || undefined })}`)
  return JSON.stringify(archive, undefined, 2)
}
