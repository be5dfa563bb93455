/** Back to the fixtures. */
import { DONE, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'

export const reset = operation({
  id: 'control.workspace.reset',
  route: 'POST /reset',
  summary: 'The workspace back to its fixtures',
  answers: { 204: answers.nothing },
  run({ workspace }) {
    workspace.reset()
    return DONE
  },
})
