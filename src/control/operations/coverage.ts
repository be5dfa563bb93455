/** What is emulated: every operation of the products with its source and evidence, as they declare it. */
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'

export const coverageGet = operation({
  id: 'control.coverage.get',
  route: 'GET /coverage',
  summary: 'Every emulated operation with source and evidence',
  answers: { 200: answers.coverage },
  run({ kernel }) {
    const operations = kernel.operations.list()
    return ok({ operations, total: operations.length })
  },
})
