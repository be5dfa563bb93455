/**
 * Functions that XTAM documents by title, or for its pages alone: paths and answers are our proposal. They can be
 * switched off (knob `unverifiedApi`), and their answers say what they are.
 */
import type { FastifyContextConfig, FastifyReply } from 'fastify'
import type { Realm } from './domain/world.ts'

export const UNVERIFIED_HEADER = 'x-pam-mock-unverified'

/** Route configuration of such a function. */
export function proposed(id: string, summary: string, source: string): FastifyContextConfig {
  return { operation: { id: `xtam.${id}`, summary, source, evidence: 'inferred' } }
}

/** The same for a function whose whole answer is a secret. */
export function proposedSecret(id: string, summary: string, source: string): FastifyContextConfig {
  return { operation: { id: `xtam.${id}`, summary, source, evidence: 'inferred', secretAnswer: true } }
}

/** Marks the answer of a proposed function. @returns whether there are such functions at all */
export function markUnverified({ settings }: Realm, reply: FastifyReply): boolean {
  if (settings.unverifiedApi) reply.header(UNVERIFIED_HEADER, '1')
  return settings.unverifiedApi
}
