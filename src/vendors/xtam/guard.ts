/** What a REST function asks of a request before its own work, in one fixed order: XSRF, media type, Accept. */
import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import { callerOf } from './auth.ts'
import { realmOf } from './domain/realm.ts'
import { checkXsrf } from './domain/xsrf.ts'
import { XtamError, because } from './errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media type of the body that an XTAM function takes; none: any, or no body. */
    xtamConsumes?: string
  }
}

const JAX_RS = 'JAX-RS content negotiation; our reading, not documented by XTAM'

/** The hook that follows authentication. Paths and methods without a function answer before it. */
export const guard: onRequestHookHandler = (request, _reply, done) => {
  const { operation, xtamConsumes } = request.routeOptions.config
  if (operation) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const header = request.headers['x-xsrf-token']
      checkXsrf(
        realmOf(request.workspace),
        callerOf(request).login,
        [header].flat()[0],
        request.cookies['XSRF-TOKEN'],
      )
      if (xtamConsumes !== undefined) checkMediaType(request, xtamConsumes)
    }
    checkAccept(request)
  }
  done()
}

/** @throws XtamError unless the body, if there is one, is of this type */
export function checkMediaType({ headers }: FastifyRequest, consumes: string): void {
  const sent = headers['content-type']
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
  if (sent === undefined && isEmpty) return
  if (sent?.split(';', 1)[0]?.trim().toLowerCase() === consumes) return
  throw new XtamError(
    'unsupported-media-type',
    because(
      'body.media-type',
      `This function takes ${consumes}, and ${sent === undefined ? 'a body without a type' : `"${sent}"`} came.`,
      'XTAM API samples: record/new takes a form, folder/create takes JSON',
    ),
  )
}

function checkAccept({ headers: { accept } }: FastifyRequest): void {
  if (accept === undefined || accept === '*/*' || accept === '' || accept === 'application/json') return
  const isAcceptable = accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const isRefused = parameters.some((one) => /^q=0(?:\.0*)?$/.test(one))
    return !isRefused && (type === '*/*' || type === 'application/*' || type === 'application/json')
  })
  if (isAcceptable) return
  throw new XtamError(
    'not-acceptable',
    because(
      'accept.unsatisfiable',
      `The answer is application/json, and Accept allows only "${accept}".`,
      JAX_RS,
    ),
  )
}
