// @ts-check
// Writes the OpenAPI documents into openapi/, from the built declarations and the examples beside them. `--check` writes
// nothing and fails when one is stale.
import { existsSync, readFileSync } from 'node:fs'
import { controlExamples } from './control-examples.mjs'
import { built, createPage, pathOf } from './generated.mjs'

const { surfaces } = await built('surfaces.js')
const { makeDocument } = await built('openapi/surface.js')
const { examplesOf } = await built('openapi/examples.js')
const { describePlane } = await built('control/openapi.js')
const { operations } = await built('control/operations/index.js')

for (const surface of surfaces) {
  const file = pathOf(`openapi/examples/${surface.name}.json`)
  const seen = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const document = makeDocument(surface, examplesOf(seen))
  if (document) write(surface.name, document)
}
write('control', describePlane(operations, examplesOf(await controlExamples())))

/** @param {string} name @param {object} document */
function write(name, document) {
  createPage(`openapi/${name}.json`, `${jsonOf(document)}\n`, 'npm run openapi')
}

/** JSON whose references and lists of words stand on one line. @param {object} document */
function jsonOf(document) {
  return JSON.stringify(document, undefined, 1)
    .replaceAll(/\{\n +("\$ref": "[^"\n]*")\n +\}/g, '{ $1 }')
    .replaceAll(/\[\n +("[^"\n]*"(?:,\n +"[^"\n]*")*)\n +\]/g, (list, words) => {
      const line = `[${words.replaceAll(/\n +/g, ' ')}]`
      return line.length <= 100 ? line : list
    })
}
