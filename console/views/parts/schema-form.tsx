/** A form that is made from a JSON schema. What it cannot make a field of is written as JSON. */
import type { FieldFault } from '../../client/call.ts'
import type { Schema } from '../../client/shapes.ts'
import { asItIs, kindOf, typeOf, withMember, type Resolve } from './schema.ts'
import { SchemaField } from './schema-field.tsx'

export interface SchemaFormProps {
  readonly schema: Schema
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly faults: readonly FieldFault[]
  /** Where the value stands in the request, such as `body`: faults name their field from there. */
  readonly place: string
  readonly resolve?: Resolve
  /** Words that a member may well be, by its place. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
}

export function SchemaForm({ schema, ...shared }: SchemaFormProps) {
  const { resolve = asItIs } = shared
  const { properties = {}, required = [] } = resolve(schema)
  const all = Object.entries(properties)
  const isRare = ([name, given]: (typeof all)[number]): boolean =>
    all.length > FEW && !required.includes(name) && kindOf(resolve(given)) === 'json'
  const fields = (some: typeof all) =>
    some.map(([name, given]) => (
      <Member key={name} name={name} given={given} isRequired={required.includes(name)} form={shared} />
    ))
  const rare = all.filter(isRare)
  return (
    <>
      {fields(all.filter((one) => !isRare(one)))}
      {rare.length > 0 && (
        <details>
          <summary>More: {rare.map(([name]) => name).join(', ')}</summary>
          {fields(rare)}
        </details>
      )}
    </>
  )
}

/** Of more members, those that are written as JSON stand behind the others. */
const FEW = 4

interface MemberProps {
  readonly name: string
  readonly given: Schema
  readonly isRequired: boolean
  readonly form: Omit<SchemaFormProps, 'schema'>
}

function Member({ name, given, isRequired, form }: MemberProps) {
  const { value, onChange, place, resolve = asItIs } = form
  const schema = resolve(given)
  const inner = {
    ...form,
    place: `${place}.${name}`,
    value: (value as Readonly<Record<string, unknown>> | undefined)?.[name],
    onChange: (member: unknown) => onChange(withMember(value, name, member)),
  }
  const kind = kindOf(schema)
  if (kind === 'fixed') return null
  if (kind === 'variants') return <Variants legend={name} schema={schema} form={inner} />
  if (kind === 'group')
    return (
      <fieldset>
        <legend>{name}</legend>
        <SchemaForm schema={schema} {...inner} />
      </fieldset>
    )
  const about = given.description ?? schema.description
  return (
    <SchemaField name={name} kind={kind} schema={schema} about={about} isRequired={isRequired} {...inner} />
  )
}

/** Objects of which one is chosen by its `type`. */
function Variants({
  legend,
  schema,
  form,
}: {
  legend: string
  schema: Schema
  form: Omit<SchemaFormProps, 'schema'>
}) {
  const { value, onChange, place } = form
  const variants = schema.oneOf ?? []
  const chosen = (value as { type?: string } | undefined)?.type ?? ''
  const variant = variants.find((one) => typeOf(one) === chosen)
  const fault = form.faults.find(({ field }) => field === place || field === `${place}.type`)
  const id = `field-${place}.type`
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="member">
        <label for={id}>type</label>
        <select
          id={id}
          value={chosen}
          aria-invalid={fault !== undefined}
          onChange={(event) =>
            onChange(event.currentTarget.value === '' ? undefined : { type: event.currentTarget.value })
          }
        >
          <option value="">choose</option>
          {variants.map((one) => (
            <option value={typeOf(one)}>{typeOf(one)}</option>
          ))}
        </select>
        {fault && <p class="fault-note">{fault.message}</p>}
      </div>
      {variant && <SchemaForm schema={variant} {...form} />}
    </fieldset>
  )
}
