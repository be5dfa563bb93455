/** OpenAPI documents: of the control plane, and of each product. */
import { documentOf } from '../../openapi/surface.ts'
import { surfaceNamed } from '../names.ts'
import { describeSurface } from '../openapi.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { documentParams } from '../schemas/openapi.ts'

export const openApiGet = operation({
  id: 'control.openapi.get',
  route: 'GET /openapi.json',
  summary: 'This document',
  answers: { 200: answers.openApi },
  run: ({ describe }) => ok(describe()),
})

export const productOpenApiGet = operation({
  id: 'control.product-openapi.get',
  route: 'GET /openapi/:file',
  summary: "A product's operations, as {surface}.json",
  params: documentParams,
  answers: { 200: answers.openApi },
  run({ kernel }, { params }) {
    const surface = surfaceNamed(kernel, params.file.replace(/\.json$/, ''))
    const document = documentOf(surface)
    if (document) return ok(document)
    const operations = kernel.operations.list().filter(({ id }) => id.startsWith(`${surface.name}.`))
    return ok(describeSurface(surface.name, operations))
  },
})
