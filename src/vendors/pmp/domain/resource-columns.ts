/** A resource by the names of the columns that lists are searched by and dynamic groups choose by. */
import { OUR_READING, PmpError } from '../errors.ts'
import { customFieldKey, type PmpTables, type ResourceRow } from '../state.ts'

/** PAM360 REST, resourceapi-2. `IPADDRESS` and `OPERATINGSYSTEM` stand for what the mock keeps of them (our reading). */
const COLUMNS = {
  RESOURCENAME: (resource) => resource.name,
  RESOURCE_TYPE: (resource) => resource.type,
  OPERATINGSYSTEM: (resource) => resource.type,
  RESOURCEDESC: (resource) => resource.description,
  IPADDRESS: (resource) => resource.dnsName,
  DEPARTMENT: (resource) => resource.department,
  LOCATION: (resource) => resource.location,
  DOMAINNAME: (resource) => resource.domainName,
  RESOURCEURL: (resource) => resource.url,
} as const satisfies Record<string, (resource: ResourceRow) => string>

/** Every column but those of custom fields. */
export const RESOURCE_COLUMNS = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[]

type Tables = Pick<PmpTables, 'customFields'>

/** What a resource holds in a column, such as `RESOURCENAME` or the `COLUMN_CHAR1` of a custom field. */
export function textsIn({ customFields }: Tables, resource: ResourceRow, column: string): readonly string[] {
  const name = column.toUpperCase()
  if (isColumn(name)) return [COLUMNS[name](resource)]
  return resource.customFields
    .filter(({ label }) => customFields.get(customFieldKey('resource', label))?.column.toUpperCase() === name)
    .map(({ value }) => value)
}

/** @throws PmpError when no resource has such a column */
export function requireColumn({ customFields }: Tables, column: string): void {
  const name = column.toUpperCase()
  if (isColumn(name)) return
  for (const field of customFields.values()) if (field.column.toUpperCase() === name) return
  throw new PmpError(
    'input.invalid',
    `There is no column "${column}"; there are ${RESOURCE_COLUMNS.join(', ')}, and those of custom fields.`,
    OUR_READING,
  )
}

function isColumn(name: string): name is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, name)
}
