/** What of the journal is wanted; kept in the address. */
import { useEffect, useState } from 'preact/hooks'
import { call } from '../../client/call.ts'
import { FILTERS } from '../../state/filter.ts'
import { filter, shown, total } from '../../state/journal.ts'
import { go, withQuery } from '../../state/route.ts'
import { surfaces } from '../../state/about.ts'
import { MEANS } from '../parts/meanings.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']
const STATUSES = ['2xx', '3xx', '4xx', '5xx', '200', '400', '401', '403', '404', '409']

export function Filters() {
  const wanted = filter.value
  const isAny = wanted.refused || FILTERS.some((name) => wanted[name] !== '')
  const set = (change: Record<string, string>): void => go(withQuery(change), true)
  return (
    <form
      class="filters"
      role="search"
      aria-label="Filter the journal"
      onSubmit={(event) => event.preventDefault()}
    >
      <label class="switch">
        <input
          type="checkbox"
          checked={wanted.refused}
          onChange={(event) => set({ refused: event.currentTarget.checked ? 'true' : '' })}
        />
        Refused only
      </label>
      <Choice name="surface" label="Surface" all={surfaces.value} value={wanted.surface} set={set} />
      <Choice name="method" label="Method" all={METHODS} value={wanted.method} set={set} />
      <Choice name="status" label="Status" all={STATUSES} value={wanted.status} set={set} />
      <Words name="operation" label="Operation" value={wanted.operation} set={set} hint="sps.transaction.*" />
      <Words name="rule" label="Rule" value={wanted.rule} set={set} hint="*.session.expired" />
      <Words name="text" label="Text" value={wanted.text} set={set} hint="path, reason …" />
      <span class="count">
        {shown.value.length === total.value ? total.value : `${shown.value.length} of ${total.value}`}{' '}
        requests
      </span>
      {isAny && (
        <a
          class="button small"
          href={withQuery({ refused: '', ...Object.fromEntries(FILTERS.map((name) => [name, ''])) })}
        >
          All
        </a>
      )}
      <button
        type="button"
        class="small"
        disabled={total.value === 0}
        onClick={() => void call('DELETE', 'journal')}
      >
        Clear journal
      </button>
    </form>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly set: (change: Record<string, string>) => void
}

function Choice({ name, label, value, set, all }: FieldProps & { all: readonly string[] }) {
  return (
    <label>
      {label}
      <select
        value={value}
        title={aboutOf(name)}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      >
        <option value="">any</option>
        {all.map((one) => (
          <option value={one}>{one}</option>
        ))}
        {value !== '' && !all.includes(value) && <option value={value}>{value}</option>}
      </select>
    </label>
  )
}

function Words({ name, label, value, set, hint }: FieldProps & { hint: string }) {
  const [typed, type] = useState(value)
  useEffect(() => type(value), [value])
  return (
    <label>
      {label}
      <input
        type="search"
        title={aboutOf(name)}
        value={typed}
        placeholder={hint}
        onInput={(event) => {
          type(event.currentTarget.value)
          set({ [name]: event.currentTarget.value })
        }}
      />
    </label>
  )
}

function aboutOf(name: string): string | undefined {
  return (MEANS as Readonly<Record<string, string>>)[name]
}
