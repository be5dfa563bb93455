/** One member of a form, with what its schema says of it and what is wrong with it beside. */
import { useState } from 'preact/hooks'
import type { FieldFault } from '../../client/call.ts'
import type { Schema } from '../../client/shapes.ts'
import type { FieldKind } from './schema.ts'
import { Words } from './words.tsx'

interface FieldProps {
  readonly name: string
  readonly kind: FieldKind
  readonly schema: Schema
  readonly about: string | undefined
  readonly isRequired: boolean
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly faults: readonly FieldFault[]
  readonly place: string
  readonly choices?: Readonly<Record<string, readonly string[]>>
}

interface Shared {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
  readonly required: boolean
}

export function SchemaField(props: FieldProps) {
  const { name, about, isRequired, faults, place } = props
  const [unread, say] = useState('')
  const id = `field-${place}`
  const fault =
    unread || faults.find(({ field }) => field === place || field.startsWith(`${place}.`))?.message
  const described = [about !== undefined && `${id}-about`, fault && `${id}-fault`].filter(Boolean).join(' ')
  const shared: Shared = {
    id,
    'aria-invalid': Boolean(fault),
    'aria-describedby': described === '' ? undefined : described,
    required: isRequired,
  }
  return (
    <div class="member">
      <label for={id}>
        {name}
        {isRequired && <span class="needed"> (needed)</span>}
      </label>
      <Control {...props} shared={shared} say={say} />
      {about !== undefined && (
        <p id={`${id}-about`} class="about">
          <Words text={about} />
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} class="fault-note">
          {fault}
        </p>
      )}
    </div>
  )
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? `${value}`
    : ''
}

/** Of more words one is found sooner by typing. */
const MOST_CHOICES = 8

function Control({
  kind,
  schema,
  value,
  onChange,
  place,
  choices = {},
  shared,
  say,
}: FieldProps & { shared: Shared; say: (fault: string) => void }) {
  const words = choices[place]
  const fallback = schema.default === undefined ? '' : `by default ${JSON.stringify(schema.default)}`
  const isShort = words !== undefined && words.length <= MOST_CHOICES
  if (kind === 'choice' || kind === 'switch' || isShort) {
    const all = kind === 'switch' ? [true, false] : (schema.enum ?? words ?? [])
    return (
      <select
        {...shared}
        value={wordOf(value)}
        onChange={({ currentTarget }) => onChange(all.find((one) => String(one) === currentTarget.value))}
      >
        <option value="">{fallback || '(not set)'}</option>
        {all.map((one) => (
          <option value={String(one)}>{String(one)}</option>
        ))}
      </select>
    )
  }
  if (kind === 'json') return <JsonField shared={shared} value={value} onChange={onChange} say={say} />
  if (kind === 'number') {
    return (
      <input
        {...shared}
        type="number"
        step="any"
        placeholder={fallback}
        value={typeof value === 'number' ? value : ''}
        onInput={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? undefined : currentTarget.valueAsNumber)
        }
      />
    )
  }
  return (
    <>
      <input
        {...shared}
        placeholder={fallback}
        value={typeof value === 'string' ? value : ''}
        {...(words && { list: `${shared.id}-words` })}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {words && (
        <datalist id={`${shared.id}-words`}>
          {words.map((word) => (
            <option value={word} />
          ))}
        </datalist>
      )}
    </>
  )
}

interface JsonProps {
  readonly shared: Shared
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly say: (fault: string) => void
}

function JsonField({ shared, value, onChange, say }: JsonProps) {
  const [typed, type] = useState(value === undefined ? '' : JSON.stringify(value))
  const read = (text: string): void => {
    type(text)
    try {
      onChange(text.trim() === '' ? undefined : (JSON.parse(text) as unknown))
      say('')
    } catch {
      say('This is no JSON yet.')
    }
  }
  return (
    <textarea
      {...shared}
      rows={1}
      placeholder="JSON"
      spellcheck={false}
      value={typed}
      onInput={({ currentTarget }) => read(currentTarget.value)}
    />
  )
}
