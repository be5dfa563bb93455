/** Changes a row: all of it or nothing, and what is wrong is said beside the member that is. */
import { useState } from 'preact/hooks'
import { call, type FieldFault } from '../../client/call.ts'
import { ProblemNote } from '../parts/messages.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { mergeOf } from '../../state/merge.ts'

interface Props {
  readonly surface: string
  readonly table: string
  readonly rowKey: string
  readonly row: unknown
  readonly onDone: () => void
}

type Members = Readonly<Record<string, unknown>>

export function RowEditor({ surface, table, rowKey, row, onDone }: Props) {
  const members = row as Members
  const [typed, type] = useState<Readonly<Record<string, string>>>({})
  const [wrong, say] = useState<Readonly<Record<string, string>>>({})
  const deed = useDeed()
  const faults = { ...wrong, ...faultsOf(deed.faults, `body.${table}.${rowKey}.`) }
  const patch = (change: unknown) => call('PATCH', `state/${surface}`, { [table]: { [rowKey]: change } })
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    deed.forget()
    const [changed, unread] = readTyped(members, typed)
    say(unread)
    if (Object.keys(unread).length > 0) return
    if (await deed.run(() => patch(mergeOf(members, changed)))) onDone()
  }
  const remove = async (): Promise<void> => {
    if (await deed.run(() => patch(null))) onDone()
  }
  return (
    <form class="card row-editor" aria-label={`Row ${rowKey}`} onSubmit={(event) => void save(event)}>
      <h4>{rowKey}</h4>
      {Object.entries(members).map(([name, value]) => (
        <Member
          key={name}
          name={name}
          text={typed[name] ?? textOf(value)}
          fault={faults[name]}
          onInput={(text) => type({ ...typed, [name]: text })}
        />
      ))}
      <ProblemNote text={deed.problem} />
      <p class="deeds">
        <button type="submit" class="primary" disabled={deed.isBusy}>
          Save
        </button>
        <button type="button" onClick={onDone}>
          Leave
        </button>
        <button type="button" class="danger" disabled={deed.isBusy} onClick={() => void remove()}>
          Take the row away
        </button>
      </p>
    </form>
  )
}

interface MemberProps {
  readonly name: string
  readonly text: string
  readonly fault: string | undefined
  readonly onInput: (text: string) => void
}

function Member({ name, text, fault, onInput }: MemberProps) {
  const id = `member-${name}`
  const lines = text.split('\n').length
  const shared = {
    id,
    value: text,
    'aria-invalid': fault !== undefined,
    ...(fault === undefined ? {} : { 'aria-describedby': `${id}-fault` }),
    spellcheck: false,
  }
  return (
    <div class="member">
      <label for={id}>{name}</label>
      {lines > 1 ? (
        <textarea
          {...shared}
          rows={Math.min(lines, 14)}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input {...shared} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} class="fault-note">
          {fault}
        </p>
      )}
    </div>
  )
}

/** Texts stand as they are; everything else is JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}

/** What was typed as values, and what of it is no JSON where the row had some. */
function readTyped(
  members: Members,
  typed: Readonly<Record<string, string>>,
): [Members, Record<string, string>] {
  const changed: Record<string, unknown> = {}
  const unread: Record<string, string> = {}
  for (const [name, text] of Object.entries(typed)) {
    if (typeof members[name] === 'string') changed[name] = text
    else {
      try {
        changed[name] = JSON.parse(text)
      } catch {
        unread[name] = 'This is no JSON; a text stands in quotes.'
      }
    }
  }
  return [changed, unread]
}

/** By the member of the row that they lie in. */
function faultsOf(faults: readonly FieldFault[], prefix: string): Record<string, string> {
  return Object.fromEntries(
    faults
      .filter(({ field }) => field.startsWith(prefix))
      .map(({ field, message }) => {
        const [name = '', ...deeper] = field.slice(prefix.length).split('.')
        return [name, deeper.length > 0 ? `${deeper.join('.')} ${message}` : message]
      }),
  )
}
