/** What the product's web server says where its API has no say. The pages are our reading, in the manner of Tomcat. */
import type { FastifyReply } from 'fastify'
import type { RawAnswer } from '../../../kernel/surface/surface.ts'

const TITLES = {
  400: 'Bad Request',
  404: 'Not Found',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
} as const satisfies Record<number, string>

export type PageStatus = keyof typeof TITLES

/** An error page of the web server. */
export function errorPage(status: PageStatus): RawAnswer {
  const title = `HTTP Status ${status} - ${TITLES[status]}`
  return {
    status,
    headers: { 'Content-Type': 'text/html;charset=UTF-8', 'Cache-Control': 'no-store' },
    body: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  }
}

export function sendPage(reply: FastifyReply, status: PageStatus): FastifyReply {
  const page = errorPage(status)
  return reply.code(status).headers(page.headers).send(page.body)
}
