/**
 * Reads a request's body before anything else does, and puts it back: a fault may be meant for some bodies alone, and has to
 * be acted out before the product looks at the request.
 */
import type { FastifyRequest } from 'fastify'

/** @returns the body; nothing where there is none, or more of it than is taken */
export function holdBody({ raw, headers, server }: FastifyRequest): Promise<Buffer | undefined> {
  const announced = Number(headers['content-length'] ?? 0)
  const { bodyLimit = Infinity } = server.initialConfig
  // A request that is injected knows no other end than its announced length.
  const isChunked = headers['transfer-encoding'] !== undefined && 'complete' in raw
  if (!(announced > 0 || isChunked) || announced > bodyLimit) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const done = (body: Buffer | undefined): void => {
      raw.off('readable', look)
      raw.off('close', end)
      raw.off('end', end)
      resolve(body)
    }
    const end = (): void => {
      // A chunked body that is empty has ended already, and nobody must wait for that.
      delete raw.headers['transfer-encoding']
      done(undefined)
    }
    // In the same turn as the last read: once its end is told, nothing can be put back.
    const putBack = (isWhole: boolean): void => {
      const body = Buffer.concat(chunks)
      raw.unshift(body)
      done(isWhole ? body : undefined)
    }
    const look = (): void => {
      // To read what is over would tell its end.
      while (raw.readableLength > 0) {
        const bytes = Buffer.from(raw.read() as Buffer)
        chunks.push(bytes)
        length += bytes.length
        if (announced > 0 && length >= announced) return putBack(true)
        if (length > bodyLimit) return putBack(false)
      }
      if (raw.complete && length > 0) putBack(true)
    }
    raw.on('readable', look)
    raw.on('close', end)
    raw.on('end', end)
  })
}
