/** Failures that only this product has, for a fault to name. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/http.ts'
import type { VendorFault } from '../../kernel/surface.ts'
import type { TextKey } from './catalogue.ts'
import { sendFailure } from './envelope.ts'
import { hangUp, styleOf } from './front.ts'

export const faults: Readonly<Record<string, VendorFault>> = {
  'not-licensed': {
    summary: 'The edition has no licence for the REST API',
    source: 'REST pages: Enterprise edition only; the answer is our reading',
    act: (request, reply) => fail(request, reply, 'notLicensed'),
  },
  'ticket-system-down': {
    summary: 'The ticket system cannot be reached',
    source: "the vendor's browser extension (client C6)",
    act: (request, reply) => fail(request, reply, 'ticketSystemDown'),
  },
  'content-filter': {
    summary: 'The input trips the content filter, which answers 599',
    source: "the vendor's browser extension (client C6)",
    act: (request, reply) => fail(request, reply, 'harmfulContent', 599),
  },
  'host-unresolved': {
    summary: "The API user's host does not resolve, and the connection is closed without an answer",
    source: 'tardate/LittleCodingKata (client C1)',
    act: (request, reply) => hangUp(request, reply, 'the caller'),
  },
}

function fail(request: FastifyRequest, reply: FastifyReply, text: TextKey, status = 200): void {
  const style = styleOf(request)
  const name = request.routeOptions.config.pmpName ?? 'Authentication'
  refuse(request, {
    rule: `pmp.fault.${text}`,
    message: 'A fault that is in place says so.',
    source: 'the fault that was created',
  })
  sendFailure(reply, style, name, style.settings.texts[text], status)
}
