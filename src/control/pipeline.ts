/** The order in which the control plane looks at a request. */
import { sendProblem } from '../kernel/http/http.ts'
import type { Params } from '../kernel/http/path-table.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import type { Pipeline, Step } from '../kernel/surface/pipeline.ts'
import { callOf } from './call.ts'
import type { ControlContext } from './context.ts'
import { sendOutcome } from './envelope.ts'
import { admitHost, admitOrigin, admitToken, invitedHosts, keepOutOtherSites } from './guard.ts'
import { readInput } from './input.ts'
import type { ControlOperation, Outcome } from './operation.ts'
import { methodsAt } from './paths.ts'
import { PAGE } from './places.ts'

export function pipelineOf(context: ControlContext): Pipeline {
  const invited = invitedHosts(context)
  return {
    arrival: [
      // Who calls.
      admitHost(invited),
      leadToPage,
      admitOrigin(invited),
      keepOutOtherSites,
      admitToken(context.token),
    ],
    handling: [
      // What is asked; then read it, do it, say it.
      refuseUnknown,
      doIt(context),
    ],
  }
}

/** The console's address is mostly typed without the slash that it ends in. */
const leadToPage: Step = ({ method, url, mount }, reply) => {
  const [path, query] = url.split(/(?=\?)/, 2)
  if (path !== CONTROL_ROOT || (method !== 'GET' && method !== 'HEAD')) return undefined
  return reply.redirect(mount + PAGE + (query ?? ''), 308)
}

const refuseUnknown: Step = ({ found, method, url }, reply) => {
  if (found) return undefined
  const path = url.split('?', 1)[0]!
  const methods = methodsAt(path)
  if (methods.length === 0) {
    return sendProblem(reply, 404, `The control plane has nothing at "${path}".`, {
      hint: `docs/control-plane.md lists its calls; ${CONTROL_ROOT}/health is one.`,
    })
  }
  const allow = methods.join(', ')
  void reply.header('allow', allow)
  return sendProblem(reply, 405, `"${path}" does not know ${method}; it knows ${allow}.`)
}

function doIt(context: ControlContext): Step {
  return (request, reply) => {
    const { operation, params } = request.found as { operation: ControlOperation; params: Params }
    const say = (outcome: Outcome) => sendOutcome(reply, operation, outcome)
    const outcome = operation.run(callOf(context, request), readInput(operation, params, request))
    return outcome instanceof Promise ? outcome.then(say) : say(outcome)
  }
}
