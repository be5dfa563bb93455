/** Shorthand for what a route declares about itself. */
import type { FastifyContextConfig } from 'fastify'
import type { Evidence, Operation } from '../../kernel/surface/operation.ts'
import type { PlaceTraits } from './site-map.ts'

/** Makes the route configs of one noun: `operations('info', …)('get', 'Tell …')`. */
export function operations(noun: string, source: string, evidence: Evidence = 'documented') {
  return (verb: string, summary: string, traits: PlaceTraits = {}): FastifyContextConfig => {
    const operation: Operation = { id: `sps.${noun}.${verb}`, summary, source, evidence }
    return { operation, sps: traits }
  }
}
