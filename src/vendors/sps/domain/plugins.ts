/** Uploaded plugins (guide 6.0.12, "Upload a plugin"; topic doc1469743). */
import { SpsError } from '../errors.ts'
import { TEXTS } from '../texts.ts'
import { namedIn, type Tables } from '../state.ts'
import type { Editing } from './configuration.ts'
import { addMember } from './order.ts'
import { fact } from './appliance.ts'
import { manifestIn } from './plugin-archive.ts'
import { readManifest } from './plugin-manifest.ts'
import { tree } from '../tree/index.ts'

const SOURCE = 'SPS REST API Reference Guide 6.0.12, "Upload a plugin"'
const INTEGRITY = 'SPS REST API Reference Guide 6.9.3, page 44, and topic doc2256210'

export interface UploadedPlugin {
  readonly key: string
  readonly type: string
  readonly body: Readonly<Record<string, string>>
}

/** What can be checked of a plugin (guide 6.9.3, page 44). */
export const CHECKS = ['unregistered', 'zip_checksum', 'zip_content'] as const

export interface IntegrityQuestion {
  readonly key: string | undefined
  readonly type: string | undefined
  /** Some of {@link CHECKS}; all of them when there are none. */
  readonly checks: readonly string[]
}

/** What a check has found. */
export interface CheckOutcome {
  readonly verdict: 'passed'
  readonly reason: string
}

/** The outcome of each check. Nobody tampers with the mock's plugins, so that all is well with those it has. @throws SpsError */
export function checkIntegrity(
  tables: Tables,
  { key, type, checks }: IntegrityQuestion,
): Record<string, CheckOutcome> {
  const unknown = checks.find((check) => !CHECKS.some((known) => known === check))
  if (unknown !== undefined)
    throw new SpsError(
      'invalid-value',
      {
        rule: 'sps.plugin.check',
        message: `The parameter "ops" is "${unknown}"; it can be ${CHECKS.join(', ')}, several times over.`,
        source: INTEGRITY,
      },
      { path: '/api/plugin/integrity/ops', value: unknown },
    )
  if (key === undefined) throw unnamedPlugin('key')
  if (type === undefined) throw unnamedPlugin('plugin_type')
  if (!tables.nodes.has(`plugins/${type}/${key}`))
    throw new SpsError(
      'object-not-found',
      {
        rule: 'sps.plugin.unknown',
        message: `There is no plugin with plugin_type=${type} and key=${key}; GET /api/configuration/plugins lists them.`,
        source: `${INTEGRITY} (the answer is our reading)`,
      },
      { path: `plugins/${type}/${key}` },
    )
  const asked = checks.length === 0 ? CHECKS : CHECKS.filter((check) => checks.includes(check))
  return Object.fromEntries(asked.map((check) => [check, { verdict: 'passed', reason: TEXTS[check] }]))
}

function unnamedPlugin(parameter: string): SpsError {
  return new SpsError(
    'invalid-value',
    {
      rule: 'sps.plugin.unnamed',
      message: `The parameter "${parameter}" is missing; a plugin is named by ?plugin_type=…&key=….`,
      source: `${INTEGRITY} (the answer is our reading)`,
    },
    { parameter },
  )
}

/** Adds a plugin from its archive, or updates the one of that name. @throws SpsError */
export function uploadPlugin(editing: Editing, archive: Buffer): UploadedPlugin {
  const { tables, ids, settings } = editing
  const fields = manifestIn(archive)
  const asked = fields?.get('type') ?? ''
  const type = asked.replaceAll('_', '') === 'configurationsync' ? 'configuration_sync' : asked
  const folder = tree.children.get('plugins')?.children.get(type)
  if (!fields) throw unusable('no MANIFEST', 'The body must be a zip archive that holds a MANIFEST.')
  const { firmwareVersion, sdkVersion } = settings
  const running = fact(tables, 'firmware')['version']
  const host = { firmwareVersion: typeof running === 'string' ? running : firmwareVersion, sdkVersion }
  const { name, description, version, api } = readManifest(fields, host)
  if (!folder)
    throw unusable(
      `type: is "${asked}"`,
      'The type in the MANIFEST must be aa, configuration_sync, credentialstore or signingca.',
    )
  const known = tables.nodes.first('name', namedIn(folder.path, name))
  const path = known?.path ?? `${folder.path}/${ids.uuid()}`
  const body = { name, description, version, path: `/opt/scb/var/plugins/${type}/${name}`, api }
  if (known) tables.nodes.put(path, { ...known, body })
  else addMember(tables, folder.path, { path, collection: folder.path, body })
  return { key: path.slice(folder.path.length + 1), type, body }
}

function unusable(reason: string, message: string): SpsError {
  return new SpsError(
    'semantic-error',
    { rule: 'sps.plugin.archive', message, source: `${SOURCE} (the refusal is our reading)` },
    { path: '/api/upload/plugins', reason },
  )
}
