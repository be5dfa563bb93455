/** OpenAPI documents: of the control plane, and of each product; in JSON, and in YAML for who prefers it. */
import { documentOf } from '../../openapi/surface.ts'
import { yamlOf } from '../../openapi/yaml.ts'
import type { Call } from '../call.ts'
import { surfaceNamed } from '../names.ts'
import { describeSurface } from '../openapi.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { documentParams } from '../schemas/openapi.ts'

const YAML = 'application/yaml'

export const openApiGet = operation({
  id: 'control.openapi.get',
  route: 'GET /openapi.json',
  summary: 'This document',
  answers: { 200: answers.openApi },
  run: ({ describe }) => ok(describe()),
})

export const openApiYaml = operation({
  id: 'control.openapi.yaml',
  route: 'GET /openapi.yaml',
  summary: 'This document in YAML',
  media: YAML,
  answers: { 200: answers.plainText },
  run: async ({ describe }) => ok(await yamlOf(describe())),
})

export const productOpenApiGet = operation({
  id: 'control.product-openapi.get',
  route: 'GET /openapi/:file',
  summary: "A product's operations, as {surface}.json or {surface}.yaml",
  params: documentParams,
  textMedia: YAML,
  answers: { 200: answers.openApiOrText },
  async run(call, { params: { file } }) {
    if (!file.endsWith('.yaml')) return ok(describe(call, file.replace(/\.json$/, '')))
    const text = await yamlOf(describe(call, file.replace(/\.yaml$/, '')))
    return { ...ok(text), headers: { 'content-type': YAML } }
  },
})

function describe({ kernel }: Call, name: string): answers.Document {
  const surface = surfaceNamed(kernel, name)
  const document = documentOf(surface)
  if (document) return document
  const operations = kernel.operations.list().filter(({ id }) => id.startsWith(`${surface.name}.`))
  return describeSurface(surface.name, operations)
}
