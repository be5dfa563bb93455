/** A call on its way through the pipeline, with what the steps have found out about it. */
import type { FastifyRequest } from 'fastify'
import { SpsCall } from './call.ts'
import type { GuardedEndpoint } from './domain/endpoints.ts'
import type { SpsOperation } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { siteMap } from './paths.ts'
import type { Place } from './site-map.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Made on arrival. Read it through `visitOf`. */
    spsVisit: Visit | undefined
  }
}

export class Visit extends SpsCall {
  /** What the path stands for. */
  place: Place | undefined = undefined
  operation: SpsOperation | undefined = undefined
  /** Why the request is refused, while its body is still to be read for the journal. */
  refusal: Error | undefined = undefined
  outcome: Outcome | undefined = undefined

  override get endpoints(): readonly GuardedEndpoint[] {
    return siteMap.endpoints(this.settings)
  }
}

/** The visit of a request; an answer to what failed on arrival knows no more of it than the path. */
export function visitOf(request: FastifyRequest): Visit {
  return (request.spsVisit ??= new Visit(request))
}
