/** Uploads: bytes under whatever content type a client says they have (safeguard-ps, SafeguardDotNet and SafeguardJava differ). */
import { partText, readMultipart } from '../../../kernel/http/multipart.ts'
import type { SpsCall } from '../call.ts'
import { demandImage, install, nextVersion } from '../domain/firmware.ts'
import { putLicense } from '../domain/license.ts'
import { uploadPlugin } from '../domain/plugins.ts'
import { CHANGE_REFUSALS } from '../errors.ts'
import { operation } from '../operation.ts'
import { archive, doneInTransaction, listOf } from '../schemas/common.ts'
import { installed } from '../schemas/firmware.ts'
import { uploadedPlugin } from '../schemas/plugin.ts'
import { installedView, slotHref } from '../views/firmware.ts'
import { listAt, metaOf } from '../views/meta.ts'

const ROOT = '/api/upload'
const LICENSE = 'Our reading: a form with the part "data", inside a transaction'

const upload = {
  source: 'REST API Reference Guide 6.0.12, "Upload a plugin"; 8.0 LTS page 9; safeguard-ps',
  evidence: 'documented',
  privilege: '/special/basic',
} as const

export const uploadOperations = [
  operation({
    ...upload,
    id: 'sps.upload.list',
    route: 'GET /upload',
    summary: 'List what can be uploaded',
    answer: listOf('firmware', 'license', 'plugins'),
    run(call) {
      const { firmwareEndpoints, licenseUpload } = call.settings
      const keys = [
        ...(firmwareEndpoints ? ['firmware'] : []),
        ...(licenseUpload ? ['license'] : []),
        'plugins',
      ]
      return listAt(call, ROOT, '/api', keys)
    },
  }),
  operation({
    ...upload,
    id: 'sps.upload.firmware',
    route: 'POST /upload/firmware',
    summary: 'Put a firmware image into a free slot',
    feature: 'firmwareEndpoints',
    body: archive,
    answer: installed,
    refusals: ['unsupported-media-type', 'slot-unusable'],
    run(call) {
      demandImage(call.byteCount())
      const slot = install(call.workspace, nextVersion(call.workspace))
      return { status: 201, location: slotHref(slot), value: installedView(call, slot) }
    },
  }),
  operation({
    ...upload,
    id: 'sps.upload.plugin',
    route: 'POST /upload/plugins',
    summary: 'Add or update a plugin',
    body: archive,
    answer: uploadedPlugin,
    refusals: [...CHANGE_REFUSALS, 'unsupported-media-type', 'semantic-error'],
    run(call) {
      const { key, type, body } = call.edit((editing) => uploadPlugin(editing, call.bytes()))
      const parent = `/api/configuration/plugins/${type}`
      const href = `${parent}/${key}`
      return { status: 201, location: href, value: { key, body, meta: metaOf(call, { href, parent }) } }
    },
  }),
  operation({
    ...upload,
    id: 'sps.upload.license',
    route: 'POST /upload/license',
    summary: 'Replace the licence',
    source: LICENSE,
    evidence: 'inferred',
    feature: 'licenseUpload',
    body: archive,
    answer: doneInTransaction,
    refusals: [...CHANGE_REFUSALS, 'unsupported-media-type', 'semantic-error'],
    run(call) {
      call.change((tables) => putLicense(tables, fileIn(call), call.settings.setupLicense))
      const parent = '/api/configuration/management'
      const links = { href: `${parent}/license`, parent, transaction: '/api/transaction' }
      return { value: { meta: metaOf(call, links) } }
    },
  }),
]

/** The part `data` of a form, or the whole body. */
function fileIn(call: SpsCall): string | undefined {
  const bytes = call.bytes()
  const type = call.headers['content-type']
  if (!type?.toLowerCase().startsWith('multipart/')) return bytes.toString('utf8')
  return partText(readMultipart(type, bytes), 'data')
}
