/** Firmware: slots, tests, upgrades (guide 8.0 LTS, pages 8 and 9; safeguard-ps). */
import type { SpsCall } from '../call.ts'
import { empty, install, nextVersion, slot, slotOfId, slots, upgrade, type Slot } from '../domain/firmware.ts'
import { BODY_REFUSALS, SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import { done, keyParameter } from '../schemas/common.ts'
import {
  fetchBody,
  firmwareList,
  firmwareSlot,
  firmwareTest,
  installed,
  slotBody,
  slotList,
  upgrading,
} from '../schemas/firmware.ts'
import { itemsAt, metaOf } from '../views/meta.ts'
import { installedView, SLOTS, slotHref, slotView } from '../views/firmware.ts'

const HREF = '/api/firmware'
const SOURCE = 'REST API Reference Guide 8.0 LTS, pages 8 and 9; safeguard-ps, sessionapi.psm1'

const firmware = {
  source: SOURCE,
  evidence: 'documented',
  feature: 'firmwareEndpoints',
  privilege: '/special/basic',
} as const

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
      return { value: { items, meta } }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.slot',
    route: 'GET /firmware/slots/:key',
    summary: 'Read a firmware slot',
    params: keyParameter,
    answer: firmwareSlot,
    refusals: ['object-not-found'],
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
    refusals: ['object-not-found', 'slot-in-use'],
    run(call, { params: { key } }) {
      const found = demandSlot(call, key)
      empty(call.workspace, found)
      return { value: { meta: metaOf(call, { href: slotHref(found), parent: SLOTS }) } }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.test',
    route: 'POST /firmware/test',
    summary: 'Check a firmware before the upgrade',
    body: slotBody,
    answer: firmwareTest,
    refusals: [...BODY_REFUSALS, 'slot-unusable'],
    run(call) {
      const { row } = slotOfId(call.workspace, slotIdIn(call))
      const summary = `Version policy: OK\nDisk space: OK\nConfiguration: OK\nTainted files: OK\n${row.version} can be installed.`
      const meta = metaOf(call, { href: `${HREF}/test`, parent: HREF })
      return { value: { key: 'test', body: { test_summary: summary }, meta } }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.upgrade',
    route: 'POST /firmware/upgrade',
    summary: 'Reboot into a firmware',
    body: slotBody,
    answer: upgrading,
    refusals: [...BODY_REFUSALS, 'slot-unusable'],
    run(call) {
      const target = slotOfId(call.workspace, slotIdIn(call))
      upgrade(call.workspace, target)
      const meta = metaOf(call, { href: `${HREF}/upgrade`, parent: HREF })
      return { value: { key: 'upgrade', body: { version: target.row.version }, meta } }
    },
  }),
  operation({
    ...firmware,
    id: 'sps.firmware.fetch',
    route: 'POST /firmware/fetch',
    summary: 'Load a firmware from a URL',
    feature: 'firmwareFetch',
    body: fetchBody,
    answer: installed,
    refusals: [...BODY_REFUSALS, 'invalid-value', 'slot-unusable'],
    run(call) {
      const version = /\d{1,9}\.\d{1,9}\.\d{1,9}/.exec(urlIn(call))?.[0]
      const { workspace } = call
      return { value: installedView(call, install(workspace, version ?? nextVersion(workspace))) }
    },
  }),
]

function demandSlot({ workspace }: SpsCall, key: string): Slot {
  const found = slot(workspace, key)
  if (found) return found
  throw new SpsError(
    'object-not-found',
    {
      rule: 'sps.firmware.slot',
      message: `There is no firmware slot "${key}"; see GET ${SLOTS}.`,
      source: SOURCE,
    },
    { ancestor: SLOTS, path: key },
  )
}

/** Where an image is to be fetched from. No source names the member, so any that holds a URL will do. */
function urlIn(call: SpsCall): string {
  const body = objectIn(call)
  const url = Object.values(body).find((value) => typeof value === 'string' && /^[a-z]+:\/\//i.test(value))
  if (typeof url === 'string') return url
  throw new SpsError(
    'invalid-value',
    {
      rule: 'sps.firmware.url',
      message: 'A body with the URL of an image was expected, and no member of this one is a URL.',
      source: 'SPS REST API Reference Guide 8.0, firmware from a URL (the refusal is our reading)',
    },
    { path: `${HREF}/fetch`, value: body },
  )
}

function slotIdIn(call: SpsCall): unknown {
  return objectIn(call)['slot_id']
}

function objectIn(call: SpsCall): Record<string, unknown> {
  const body = call.json()
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}
