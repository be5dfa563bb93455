/**
 * What a plugin says about itself, and whether this version can use it. The rules are those of the checker that the plugin
 * SDK shares with the appliance, and of the guides to creating plugins, "MANIFEST".
 */
import { SpsError } from '../errors.ts'

const SOURCE =
  'Plugin SDK, manifest check; "Creating custom Authentication and Authorization plugins" 6.9.2, MANIFEST (type and status are our reading)'

export interface PluginManifest {
  readonly name: string
  /** `aa`, `credentialstore`, … as the folders below `/api/configuration/plugins` are called. */
  readonly type: string
  readonly version: string
  readonly description: string
  readonly api: string
}

/** The appliance that a plugin is for. */
export interface PluginHost {
  readonly firmwareVersion: string
  readonly sdkVersion: string
}

const NEEDED = ['name', 'api', 'version', 'type'] as const

/** What each line must look like; the guide's own sample has hyphens in its name, which the checker has not. */
const FORMS: Readonly<Record<string, readonly [form: RegExp, what: string]>> = {
  name: [/^[A-Za-z][A-Za-z0-9_-]+$/, 'letters, digits and underscores after a first letter'],
  version: [/^\d/, 'a version that begins with a digit'],
  api: [/^\d+(?:\.\d+){0,2}$/, 'a version such as 1.1'],
  entry_point: [/^[\w.-]*$/, 'the name of a file, without blanks and slashes'],
  author_email: [/^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)*)?$/, 'an e-mail address'],
  scb_min_version: [/^\d+(?:\.\d+)*~?$/, 'a version such as 6.0.0'],
  scb_max_version: [/^\d+(?:\.\d+)*~?$/, 'a version such as 6.0.0, or 6.1.0~ for any before it'],
}

/** @throws SpsError for a manifest that lacks a line, has one of another form, or is for another appliance */
export function readManifest(fields: ReadonlyMap<string, string>, host: PluginHost): PluginManifest {
  for (const name of NEEDED)
    if (!fields.get(name)) throw unusable(name, fields.has(name) ? 'is empty' : 'is missing')
  for (const [name, [form, what]] of Object.entries(FORMS)) {
    const value = fields.get(name)
    if (value !== undefined && !form.test(value))
      throw unusable(name, `is "${value}", where ${what} was expected`)
  }
  const { name = '', type = '', version = '', api = '', description = '' } = Object.fromEntries(fields)
  demandApi(api, host)
  demandFirmware(fields, host)
  return { name, type, version, api, description }
}

/** The same major version, and no newer one. */
function demandApi(api: string, { sdkVersion }: PluginHost): void {
  const [wanted, offered] = [api, sdkVersion].map((one) => one.split('.').map(Number))
  const [major = 0, minor = 0] = wanted ?? []
  const [hasMajor = 0, hasMinor = 0] = offered ?? []
  if (major === hasMajor && minor <= hasMinor) return
  throw unusable('api', `is ${api}; the plugin API of this version is ${hasMajor}.${hasMinor}`)
}

/** A tilde stands for all that comes before a version: `5.11.0~` is lower than 5.11.0 (skeleton plugin, MANIFEST). */
function demandFirmware(fields: ReadonlyMap<string, string>, { firmwareVersion }: PluginHost): void {
  const [least, most] = [fields.get('scb_min_version'), fields.get('scb_max_version')]
  if (least !== undefined && compareVersions(firmwareVersion, least) < 0)
    throw unusable('scb_min_version', `is ${least}, and the firmware ${firmwareVersion}`)
  if (most !== undefined && compareVersions(firmwareVersion, most) > 0)
    throw unusable('scb_max_version', `is ${most}, and the firmware ${firmwareVersion}`)
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.replace('~', '').split('.').map(Number)) as [
    number[],
    number[],
  ]
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return Number(other.endsWith('~')) - Number(one.endsWith('~'))
}

function unusable(line: string, what: string): SpsError {
  return new SpsError(
    'semantic-error',
    {
      rule: 'sps.plugin.manifest',
      message: `The plugin cannot be used: "${line}" of its MANIFEST ${what}.`,
      source: SOURCE,
    },
    { path: '/api/upload/plugins', reason: `${line}: ${what}` },
  )
}
