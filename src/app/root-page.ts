/** What a browser is shown at `/` where no product has a page there: the way to the console. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PAGE } from '../control/places.ts'

/** Whether somebody has typed the address of the server alone. */
export function asksForRoot({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && url.split('?', 1)[0] === '/' && (headers.accept?.includes('text/html') ?? false)
}

export function sendRootPage({ mount }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .header('content-security-policy', "default-src 'none'")
    .type('text/html; charset=utf-8')
    .send(pageFor(mount + PAGE))
}

const pageFor = (path: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>pam-mock</title>
<h1>pam-mock</h1>
<p>No product has a page here. <a href="${path.replaceAll('"', '%22')}">The console</a> shows what was asked, and why it was refused.</p>
</html>
`
