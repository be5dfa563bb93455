/** The welcome wizard: `/api/setup`, the one thing that a new appliance answers. */
import { completeSetup, setupStatus } from '../domain/setup.ts'
import { BODY_REFUSALS } from '../errors.ts'
import { operation } from '../operation.ts'
import { nothing } from '../schemas/common.ts'
import { setupState, wizard } from '../schemas/setup.ts'

const EULA = 'https://www.oneidentity.com/legal/sta.aspx'

const setup = {
  source: 'REST API Reference Guide 7.5.1, page 52; safeguard-ps, sessionapi.psm1',
  evidence: 'documented',
  anonymous: true,
  own: true,
} as const

export const setupOperations = [
  operation({
    ...setup,
    id: 'sps.setup.get',
    route: 'GET /setup',
    summary: 'Tell whether the appliance is set up',
    answer: setupState,
    run({ workspace, settings, mount }) {
      const links = { eula: EULA, href: `${mount}/api/setup`, parent: `${mount}/api` }
      // Nobody is logged in yet; the guide's sample prints a zero.
      const meta = settings.remainingSeconds ? { ...links, remaining_seconds: 0 } : links
      return { value: { status: setupStatus(workspace), meta } }
    },
  }),
  operation({
    ...setup,
    id: 'sps.setup.complete',
    route: 'POST /setup',
    summary: 'Set the appliance up',
    body: wizard,
    answer: nothing,
    refusals: [...BODY_REFUSALS, 'already-initialized'],
    run(call) {
      completeSetup(call.workspace, call.json())
      return { seeOther: '/api/setup' }
    },
  }),
]
