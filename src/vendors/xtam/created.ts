/** What a function that creates an object answers: the object, its id or nothing, by a knob. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { realmOf } from './domain/world.ts'
import { sendJson } from './envelope.ts'

export function sendCreated(
  request: FastifyRequest,
  reply: FastifyReply,
  view: { readonly id: string | number },
): FastifyReply {
  const { createAnswer, createStatus } = realmOf(request.workspace).settings
  const answer = { record: view, id: { id: view.id }, empty: undefined }[createAnswer]
  return sendJson(request, reply, answer, createStatus)
}
