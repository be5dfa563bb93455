/** Firmware: slots, tests, upgrades (guide 8.0 LTS, pages 8 and 9; safeguard-ps). */
import type { SpsCall } from '../call.ts'
import { empty, slot, slotIn, slots, testFirmware, upgrade, type Slot } from '../domain/firmware.ts'
import { requiresMessage } from '../domain/transaction.ts'
import { SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import type { Outcome } from '../outcome.ts'
import { done, keyParameter } from '../schemas/common.ts'
import {
  firmwareList,
  firmwareSlot,
  firmwareTest,
  slotBody,
  slotList,
  upgradeBody,
} from '../schemas/firmware.ts'
import { itemsAt, metaOf } from '../views/meta.ts'
import { SLOTS, slotHref, slotView } from '../views/firmware.ts'

const HREF = '/api/firmware'
const SOURCE = 'REST API Reference Guide 8.0 LTS, pages 8 and 9; safeguard-ps, sessionapi.psm1'

const firmware = {
  source: SOURCE,
  evidence: 'documented',
  feature: 'firmwareEndpoints',
  privilege: '/special/basic',
} as const

const TESTS = 'REST API Reference Guide 7.1.1, page 8; topic doc2248443; safeguard-ps, sessionapi.psm1'
const tests = { ...firmware, source: TESTS } as const
const TEST_REFUSALS = [
  'invalid-request-body',
  'incomplete-request-body',
  'resource-not-found',
  'firmware-test-failed',
] as const

export const firmwareOperations = [
  operation({
    ...firmware,
    id: 'sps.firmware.list',
    route: 'GET /firmware',
    summary: 'List what there is about firmware',
    answer: firmwareList,
    run(call) {
      const keys = call.settings.firmwareFetch
        ? ['fetch', 'slots', 'test', 'upgrade']
        : ['slots', 'test', 'upgrade']
      const links = Object.fromEntries(keys.map((key) => [key, `${HREF}/${key}`]))
      const meta = metaOf(call, { href: HREF, parent: '/api', ...links })
      return { value: { items: itemsAt(call, HREF, keys), meta } }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.slots',
    route: 'GET /firmware/slots',
    summary: 'List the firmware slots',
    answer: slotList,
    run(call) {
      const all = slots(call.workspace)
      const items = all.map((one) => ({ ...slotView(one), meta: { href: call.mount + slotHref(one) } }))
      const current = all.find(({ row }) => row?.current)
      const next = all.find(({ row }) => row?.after_reboot)
      const meta = metaOf(call, {
        href: SLOTS,
        parent: HREF,
        current_slot: current ? slotHref(current) : null,
        slot_after_reboot: next ? slotHref(next) : null,
        number_of_empty_slots: all.filter(({ row }) => row === undefined).length,
      })
      const body = call.settings.slotsBody ? { body: all.map((one) => slotView(one).body) } : {}
      return { value: { ...body, items, meta } }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.slot',
    route: 'GET /firmware/slots/:key',
    summary: 'Read a firmware slot',
    params: keyParameter,
    answer: firmwareSlot,
    refusals: ['resource-not-found'],
    run(call, { params: { key } }) {
      const found = demandSlot(call, key)
      return {
        value: { ...slotView(found), meta: metaOf(call, { href: slotHref(found), parent: SLOTS }) },
      }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.empty-slot',
    route: 'DELETE /firmware/slots/:key',
    summary: 'Empty a firmware slot',
    params: keyParameter,
    answer: done,
    refusals: ['resource-not-found', 'slot-in-use'],
    run(call, { params: { key } }) {
      const found = demandSlot(call, key)
      empty(call.workspace, found)
      return { value: { meta: metaOf(call, { href: slotHref(found), parent: SLOTS }) } }
    },
  }),
  operation({
    ...tests,
    id: 'sps.firmware.test',
    route: 'POST /firmware/test',
    summary: 'Check a firmware before the upgrade',
    body: slotBody,
    answer: firmwareTest,
    refusals: TEST_REFUSALS,
    run(call) {
      const target = slotIn(call.workspace, objectIn(call))
      return testedView(call, 'test', target, testFirmware(call.workspace, target))
    },
  }),
  operation({
    ...tests,
    id: 'sps.firmware.upgrade',
    route: 'POST /firmware/upgrade',
    summary: 'Reboot into a firmware',
    body: upgradeBody,
    answer: firmwareTest,
    refusals: [...TEST_REFUSALS, 'commit-message-required'],
    run(call) {
      const { workspace } = call
      const body = objectIn(call)
      const target = slotIn(workspace, body)
      const { message } = body
      if (requiresMessage(call.tables) && (typeof message !== 'string' || message === ''))
        throw messageRequired()
      const summary = testFirmware(workspace, target)
      upgrade(workspace, target)
      return testedView(call, 'upgrade', target, summary)
    },
  }),
]

function demandSlot({ workspace }: SpsCall, key: string): Slot {
  const found = slot(workspace, key)
  if (found) return found
  throw new SpsError(
    'resource-not-found',
    {
      rule: 'sps.firmware.slot',
      message: `There is no firmware slot "${key}"; see GET ${SLOTS}.`,
      source: SOURCE,
    },
    { ancestor: SLOTS, path: key },
  )
}

/** What the check says, of the slot that it was about. */
function testedView(call: SpsCall, name: string, target: Slot, summary: string): Outcome {
  const links = { href: `${HREF}/${name}`, parent: HREF, slot: slotHref(target) }
  return { value: { key: target.key, body: { test_summary: summary }, meta: metaOf(call, links) } }
}

function messageRequired(): SpsError {
  return new SpsError('commit-message-required', {
    rule: 'sps.firmware.message',
    message:
      'The appliance demands a message with each change (require_commitlog), and so with an upgrade: {"slot_id", "message"}.',
    source: TESTS,
  })
}

/** A body of another kind lacks whatever is asked of it. */
function objectIn(call: SpsCall): Record<string, unknown> {
  const body = call.json()
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}
