/** `/xtam/api-docs/`: the page of REST functions. An outsider's index names the URL; what stands there is our own. */
import { proposed } from '../operation.ts'
import { json, redirect } from '../outcome.ts'
import { page } from '../schemas/answers.ts'
import { apiDocument as document } from '../schemas/documents.ts'
import { apiDocsPage, apiDocument } from '../wire/pages/api-docs.ts'

const SOURCE = 'GitHub api-evangelist/imprivata names the URL; Administration, Settings, API Documentation'

export const apiDocs = [
  proposed({
    id: 'xtam.api-docs.redirect',
    route: 'GET /api-docs',
    summary: 'Go on to the page',
    source: SOURCE,
    run: ({ mount, deployment }) => redirect(`${mount}${deployment.contextPath}/api-docs/`),
  }),
  proposed({
    id: 'xtam.api-docs.open',
    route: 'GET /api-docs/',
    summary: 'Open the page of REST functions',
    source: SOURCE,
    answer: page,
    run: ({ functions }) => ({ kind: 'page', html: apiDocsPage(functions) }),
  }),
  proposed({
    id: 'xtam.api-docs.document',
    route: 'GET /api-docs/openapi.json',
    summary: 'Give the REST functions as an OpenAPI document',
    source: SOURCE,
    answer: document,
    run: ({ functions, origin, mount }) => json(apiDocument(functions, `${origin}${mount}`)),
  }),
]
