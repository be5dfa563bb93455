/** Agents of PAM360, which are installed with a key. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { AgentKeyRow } from '../state.ts'
import { audit } from './audit.ts'
import { requireAdministrator } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

const HOUR_MS = 3_600_000
/** How long a key holds when nothing is said of it (our reading). */
const DEFAULT_HOURS = 24
const LONGEST_HOURS = 100 * 365 * 24
const SOURCE = 'PAM360 REST, infrastructureapi-1'

/** Makes the organisation a new key in the old one's place, which may be used for so many hours. */
export function makeAgentKey(world: PmpWorld, actor: Actor, hours = DEFAULT_HOURS): AgentKeyRow {
  requireAdministrator(actor.user)
  if (hours === 0 || hours > LONGEST_HOURS) {
    throw new PmpError(
      'input.invalid',
      `INPUT_DATA at "validityPeriod": expected 1 to ${LONGEST_HOURS} hours.`,
      SOURCE,
    )
  }
  const { organizationId } = actor.user
  const row = { organizationId, key: world.ids.hex(32), expiresAt: world.now() + hours * HOUR_MS }
  world.update(() => world.tables.agentKeys.put(organizationId, row))
  audit(world, actor, { type: 'User', operation: 'Agent Key Generated' })
  return row
}

/** The key that agents are installed with now. @throws PmpError when there is none, or no more */
export function agentKey(world: PmpWorld, { user }: Actor): AgentKeyRow {
  requireAdministrator(user)
  const row = world.tables.agentKeys.get(user.organizationId)
  if (row && world.now() < row.expiresAt) return row
  throw new PmpError(
    'agent-key.none',
    row
      ? `The agent key ended at ${new Date(row.expiresAt).toISOString()}; generate another one.`
      : 'No agent key has been generated.',
    `${SOURCE}; ${OUR_READING}`,
  )
}
