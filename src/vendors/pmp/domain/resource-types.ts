/** Types of resources. */
import { OUR_READING, PmpError } from '../errors.ts'
import { systemOf, type PmpWorld } from './world.ts'

/**
 * The types a fresh installation knows: those of captures and clients, and of the help pages "Adding Resources" and "Remote
 * Password Reset". PAM360 has more of them than any public page names.
 */
const RESOURCE_TYPES: readonly string[] = [
  'Windows',
  'WindowsDomain',
  'Linux',
  'Mac',
  'Solaris',
  'HP UNIX',
  'IBM AIX',
  'IBM AS400',
  'Cisco IOS',
  'Cisco CatOS',
  'Cisco PIX',
  'HP ProCurve',
  'HP iLO',
  'Oracle ALOM',
  'Oracle ILOM',
  'Oracle XSCF',
  'Juniper NetScreen ScreenOS',
  'Fortigate Firewall',
  'Brocade',
  'MS SQL Server',
  'MySQL Server',
  'Oracle DB Server',
  'Sybase ASE',
  'PostgreSQL',
  'LDAP Server',
  'VMware ESXi',
  'Oracle WebLogic Server',
  'AWS IAM',
  'Google Apps',
  'Microsoft Azure',
  'Rackspace',
  'Salesforce',
  'Website Accounts',
  'Database Computer',
  'File Store',
  'Key Store',
  'License Store',
  'SAP',
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

/** A type in its own spelling, by its name in any case and with blanks or without. @throws PmpError when there is none */
export function resourceTypeNamed(world: PmpWorld, name: string): string {
  const plain = plainName(name)
  const type = resourceTypesOf(world).find((one) => plainName(one.name) === plain)
  if (type) return type.name
  throw new PmpError(
    'input.invalid',
    `There is no resource type "${name}"; types of the site's own are listed in "system.resourceTypes" of the fixtures.`,
    OUR_READING,
  )
}

function plainName(name: string): string {
  return name.replaceAll(/\s/g, '').toLowerCase()
}

/** A type by name or else by id; nothing without either. @throws PmpError when there is none */
export function resourceTypeChosen(
  world: PmpWorld,
  name: string | undefined,
  id: string | undefined,
): string | undefined {
  if (name !== undefined) return resourceTypeNamed(world, name)
  if (id === undefined) return undefined
  const type = resourceTypesOf(world).find((one) => one.id === id)
  if (type) return type.name
  throw new PmpError('input.invalid', `There is no resource type with id "${id}".`, OUR_READING)
}
