/** Uploaded plugins (guide 6.0.12, "Upload a plugin"; topic doc1469743). */
import { SpsError } from '../errors.ts'
import { namedIn } from '../state.ts'
import type { Editing } from './configuration.ts'
import { addMember } from './order.ts'
import { readManifest } from './plugin-archive.ts'
import { tree } from '../tree/index.ts'

const SOURCE = 'SPS REST API Reference Guide 6.0.12, "Upload a plugin"'

export interface UploadedPlugin {
  readonly key: string
  readonly type: string
  readonly body: Readonly<Record<string, string>>
}

/** Adds a plugin from its archive, or updates the one of that name. @throws SpsError */
export function uploadPlugin(editing: Editing, archive: Buffer): UploadedPlugin {
  const { tables, ids } = editing
  const manifest = readManifest(archive)
  const type =
    manifest?.type.replaceAll('_', '') === 'configurationsync' ? 'configuration_sync' : manifest?.type
  const folder = type === undefined ? undefined : tree.children.get('plugins')?.children.get(type)
  if (!manifest || !folder || type === undefined) {
    throw new SpsError(
      'semantic-error',
      {
        rule: 'sps.plugin.archive',
        message:
          'The body must be a zip archive with a MANIFEST that gives name and type (aa, credentialstore, signingca, configuration_sync).',
        source: SOURCE,
      },
      { path: '/api/upload/plugins', reason: 'no usable MANIFEST' },
    )
  }
  const { name, description, version, api } = manifest
  const known = tables.nodes.first('name', namedIn(folder.path, name))
  const path = known?.path ?? `${folder.path}/${ids.uuid()}`
  const body = { name, description, version, path: `/opt/scb/var/plugins/${type}/${name}`, api }
  if (known) tables.nodes.put(path, { ...known, body })
  else addMember(tables, folder.path, { path, collection: folder.path, body })
  return { key: path.slice(folder.path.length + 1), type, body }
}
