/** The welcome wizard: `/api/setup`, the one thing that a new appliance answers. */
import type { FastifyPluginAsync } from 'fastify'
import { demandJson } from '../wire/body.ts'
import { completeSetup, setupStatus } from '../domain/setup.ts'
import { answer, settingsOf, withHeaders } from '../envelope.ts'
import { operations } from '../operation.ts'

const setup = operations('setup', 'REST API Reference Guide 7.5.1, page 52; safeguard-ps, sessionapi.psm1')
const EULA = 'https://www.oneidentity.com/legal/sta.aspx'

const traits = { anonymous: true, own: true } as const

export const setupRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/setup',
    { config: setup('get', 'Tell whether the appliance is set up', traits) },
    (request, reply) => {
      const { mount } = request
      const links = { eula: EULA, href: `${mount}/api/setup`, parent: `${mount}/api` }
      // Nobody is logged in yet; the guide's sample prints a zero.
      const meta = settingsOf(request).remainingSeconds ? { ...links, remaining_seconds: 0 } : links
      return answer(request, reply, { status: setupStatus(request.workspace), meta })
    },
  )

  app.post('/setup', { config: setup('complete', 'Set the appliance up', traits) }, (request, reply) => {
    completeSetup(request.workspace, demandJson(request))
    return withHeaders(request, reply).code(303).header('location', `${request.mount}/api/setup`).send()
  })
}
