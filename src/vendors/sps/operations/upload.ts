/** Uploads: bytes under whatever content type a client says they have (safeguard-ps, SafeguardDotNet and SafeguardJava differ). */
import type { Readable } from 'node:stream'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { partText, readMultipart } from '../../../kernel/http/multipart.ts'
import { sessionOf } from '../auth.ts'
import { demandImage, install, nextVersion } from '../domain/firmware.ts'
import { putLicense } from '../domain/license.ts'
import { uploadPlugin } from '../domain/plugins.ts'
import { change } from '../domain/transaction.ts'
import { answer, metaOf, settingsOf } from '../envelope.ts'
import { operations } from '../operation.ts'
import { spsSlice } from '../state.ts'
import { installedAnswer, slotHref } from './firmware.ts'

const upload = operations(
  'upload',
  'REST API Reference Guide 6.0.12, "Upload a plugin"; 8.0 LTS page 9; safeguard-ps',
)
const LICENSE = 'Our reading: a form with the part "data", inside a transaction'
const traits = { privilege: '/special/basic' } as const

export const uploadRoutes: FastifyPluginAsync = async (app) => {
  app.get('/upload', { config: upload('list', 'List what can be uploaded', traits) }, (request, reply) => {
    const { firmwareEndpoints, licenseUpload } = settingsOf(request)
    const keys = [
      ...(firmwareEndpoints ? ['firmware'] : []),
      ...(licenseUpload ? ['license'] : []),
      'plugins',
    ]
    const items = keys.map((key) => ({ key, meta: { href: `${request.mount}/api/upload/${key}` } }))
    return answer(request, reply, { items, meta: metaOf(request, { href: '/api/upload', parent: '/api' }) })
  })
  await app.register(images)
  await app.register(archives)
}

/** A firmware image is gigabytes: it is read to its end and thrown away, without a limit. */
const images: FastifyPluginAsync = async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload: Readable, done) => {
    let bytes = 0
    payload.on('data', (chunk: Buffer) => (bytes += chunk.length))
    payload.on('end', () => done(null, bytes))
    payload.on('error', done)
  })
  const config = upload('firmware', 'Put a firmware image into a free slot', {
    ...traits,
    feature: 'firmwareEndpoints',
  })
  app.post('/upload/firmware', { config }, (request, reply) => {
    demandImage(request.body)
    const installed = install(request.workspace, nextVersion(request.workspace))
    void reply.header('location', slotHref(request, installed))
    return answer(request, reply, installedAnswer(request, installed), 201)
  })
}

const archives: FastifyPluginAsync = async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post(
    '/upload/plugins',
    { config: upload('plugin', 'Add or update a plugin', traits) },
    (request, reply) => {
      const { workspace } = request
      const around = {
        committed: workspace.state(spsSlice),
        ids: workspace.ids,
        settings: settingsOf(request),
      }
      const { key, type, body } = change(workspace, sessionOf(request).id, (tables) =>
        uploadPlugin({ tables, ...around }, bytesOf(request)),
      )
      const parent = `/api/configuration/plugins/${type}`
      void reply.header('location', `${request.mount}${parent}/${key}`)
      return answer(
        request,
        reply,
        { key, body, meta: metaOf(request, { href: `${parent}/${key}`, parent }) },
        201,
      )
    },
  )

  const config = upload('license', 'Replace the licence', { ...traits, feature: 'licenseUpload' })
  app.post(
    '/upload/license',
    { config: { ...config, operation: { ...config.operation!, source: LICENSE, evidence: 'inferred' } } },
    (request, reply) => {
      const { setupLicense } = settingsOf(request)
      change(request.workspace, sessionOf(request).id, (tables) =>
        putLicense(tables, fileIn(request), setupLicense),
      )
      const parent = '/api/configuration/management'
      const links = { href: `${parent}/license`, parent, transaction: '/api/transaction' }
      return answer(request, reply, { meta: metaOf(request, links) })
    },
  )
}

/** The part `data` of a form, or the whole body. */
function fileIn(request: FastifyRequest): string | undefined {
  const bytes = bytesOf(request)
  const type = request.headers['content-type']
  if (!type?.toLowerCase().startsWith('multipart/')) return bytes.toString('utf8')
  return partText(readMultipart(type, bytes), 'data')
}

function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}
