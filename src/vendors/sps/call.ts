/** What is known of a request once its caller is. */
import type { FastifyRequest } from 'fastify'
import type { Place } from './site-map.ts'
import type { SessionRow } from './state.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Filled on arrival; absent in answers to what failed before that. Read it through `visitOf`. */
    spsVisit: Visit | null
    /** Why the request is refused, while its body is still to be read for the journal. */
    spsRefusal: Error | undefined
    /** User name and password, where they are read. */
    spsCredentials: { readonly user: string; readonly password: string } | undefined
  }
}

export interface Visit {
  readonly session: SessionRow | undefined
  /** Seconds that the session lasts from now, where the version tells. */
  readonly remainingSeconds: number | undefined
  /** What the path stands for. */
  readonly place: Place | undefined
  /** The key of the member of a configuration collection that the path ends with. */
  readonly key: string | undefined
}

export const NOBODY: Visit = {
  session: undefined,
  remainingSeconds: undefined,
  place: undefined,
  key: undefined,
}

export function visitOf(request: FastifyRequest): Visit {
  return request.spsVisit ?? NOBODY
}
