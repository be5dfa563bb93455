/** A resource by the names of the columns that lists are searched by and dynamic groups choose by. */
import type { ResourceRow } from '../state.ts'

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

/** What stands in a column; nothing in one that does not exist. */
export function resourceColumn(resource: ResourceRow, column: string): string {
  const name = column.toUpperCase()
  return isColumn(name) ? COLUMNS[name](resource) : ''
}

export function isColumn(name: string): name is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, name)
}
