/** Agents of PAM360. */
import { agentKey, makeAgentKey } from '../domain/agents.ts'
import { printDate } from '../domain/dates.ts'
import { arrange } from '../editions.ts'
import { operation } from '../operation.ts'
import { details } from '../schemas/answers/fields.ts'
import { agentKey as agentKeyAnswer } from '../schemas/answers/system.ts'
import { agentKeyWish } from '../schemas/system.ts'

const agentKeyFetch = operation({
  id: 'pmp.agent.key',
  route: 'POST /restapi/json/v1/agents/agentkey',
  name: 'GET AGENT KEY',
  summary: 'Make a key that agents are installed with, or show the one there is',
  source: 'PAM360 REST, infrastructureapi-1; names of the answer are our reading',
  evidence: 'documented',
  secretAnswer: true,
  input: agentKeyWish,
  mandatory: ['generateAgentKey'],
  answer: details(agentKeyAnswer),
  refusals: ['input.invalid', 'role.not-allowed', 'agent-key.none'],
  run: ({ world, actor, edition }, { generateAgentKey, validityPeriod }) => {
    const isNew = generateAgentKey === 'true'
    const { key, expiresAt } = isNew ? makeAgentKey(world, actor, validityPeriod) : agentKey(world, actor)
    const expiryTime = printDate(expiresAt, world.settings.utcOffsetMinutes)
    return {
      text: isNew ? 'agentKeyGenerated' : 'agentKeyFetched',
      details: arrange(edition, 'details', { agentKey: key, expiryTime }),
    }
  },
})

export const agentOperations = [agentKeyFetch]
