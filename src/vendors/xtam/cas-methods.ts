/** Methods of the sign-in module's paths, as Spring lists them where another one came. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/http/http.ts'
import { notStored } from './cas-envelope.ts'
import { pathOf } from './deployment.ts'
import { realmOf } from './domain/world.ts'
import { XtamError, because, unmappedPath } from './errors.ts'

const SOURCE = 'Apereo CAS, asked on loopback (docs/original.md)'

/**
 * Answers a request for a path of the module by a method that it has not, or by OPTIONS.
 *
 * @param allowed all methods of the path
 * @throws XtamError unless the request is answered
 */
export function answerOtherMethod(
  request: FastifyRequest,
  reply: FastifyReply,
  allowed: readonly string[],
): FastifyReply {
  const path = pathOf(request.url)
  const { flavour } = realmOf(request.workspace).settings.cas
  const { method } = request
  const isOfCas6 = flavour === '6.5'
  if (!isOfCas6 && path.endsWith('/v1/users'))
    throw unmappedPath({ method, path: pathOf(request.originalUrl) })
  const isCollection = path.endsWith('/v1/tickets')
  if (isOfCas6 && isCollection && (method === 'GET' || method === 'HEAD')) {
    refuse(request, because('method.not-allowed', 'The tickets cannot be listed.', SOURCE))
    return reply.code(405).send()
  }
  const isOfPages = /\/log(?:in|out)$/.test(path)
  if (method === 'OPTIONS' && !isOfPages) {
    const listed = ordered(allowed, { isOfCas6, isCollection }).flatMap((one) =>
      one === 'GET' ? ['GET', 'HEAD'] : [one],
    )
    if (isOfCas6) reply.header('accept-patch', '')
    else if (!/\/(?:v1|p3)\//.test(path)) notStored(request, reply)
    return reply.header('allow', [...listed, ...(isOfCas6 ? ['OPTIONS'] : [])].join(',')).send()
  }
  const methods = isOfPages ? ['GET', 'HEAD', 'POST'] : ordered(allowed, { isOfCas6, isCollection })
  reply.header('allow', methods.join(', '))
  const message = `"${method}" was sent where ${methods.join(', ')} are allowed.`
  throw new XtamError('method-not-allowed', because('method.not-allowed', message, SOURCE))
}

/** CAS 6 has its own order, and a GET of the tickets that it refuses by itself. */
function ordered(
  allowed: readonly string[],
  { isOfCas6, isCollection }: { readonly isOfCas6: boolean; readonly isCollection: boolean },
): string[] {
  if (isOfCas6 && isCollection) return ['POST', 'GET']
  const order = isOfCas6 ? ['DELETE', 'GET', 'POST'] : ['GET', 'POST', 'DELETE']
  return order.filter((one) => allowed.includes(one))
}
