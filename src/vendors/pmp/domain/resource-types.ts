/** Types of resources. */
import { OUR_READING, PmpError } from '../errors.ts'
import { systemOf, type PmpWorld } from './world.ts'

/** The types a fresh installation knows, seen in captures and clients, the rest is our reading. */
const RESOURCE_TYPES: readonly string[] = [
  'Windows',
  'WindowsDomain',
  'Linux',
  'Mac',
  'Solaris',
  'HP UNIX',
  'IBM AIX',
  'Cisco IOS',
  'Cisco CatOS',
  'Cisco PIX',
  'HP ProCurve',
  'Juniper NetScreen ScreenOS',
  'Fortigate Firewall',
  'MS SQL Server',
  'MySQL Server',
  'Oracle DB Server',
  'Sybase ASE',
  'PostgreSQL',
  'LDAP Server',
  'VMware ESXi',
  'AWS IAM',
  'Google Apps',
  'Microsoft Azure',
  'Rackspace',
  'Website Accounts',
  'Database Computer',
  'File Store',
  'Key Store',
  'License Store',
]

export interface ResourceType {
  readonly id: string
  readonly name: string
}

/** All types there are: those of a fresh installation, then the site's own. */
export function resourceTypesOf(world: PmpWorld): ResourceType[] {
  const names = [...RESOURCE_TYPES, ...systemOf(world).resourceTypes]
  return names.map((name, at) => ({ id: String(at + 1), name }))
}

/** Whether a type is one of a fresh installation. */
export function isDefaultType(name: string): boolean {
  return RESOURCE_TYPES.includes(name)
}

/** A type by its id. @throws PmpError when there is none */
export function resourceTypeWithId(world: PmpWorld, id: string): string {
  const type = resourceTypesOf(world).find((one) => one.id === id)
  if (type) return type.name
  throw new PmpError('input.invalid', `There is no resource type with id "${id}".`, OUR_READING)
}
