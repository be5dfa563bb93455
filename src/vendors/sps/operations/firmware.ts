/** Firmware: slots, tests, upgrades (guide 8.0 LTS, pages 8 and 9; safeguard-ps). */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { demandJson } from '../wire/body.ts'
import { empty, install, nextVersion, slot, slotOfId, slots, upgrade, type Slot } from '../domain/firmware.ts'
import { answer, metaOf, settingsOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { operations } from '../operation.ts'

const HREF = '/api/firmware'
const SLOTS = `${HREF}/slots`
const SOURCE = 'REST API Reference Guide 8.0 LTS, pages 8 and 9; safeguard-ps, sessionapi.psm1'

const firmware = operations('firmware', SOURCE)
const traits = { feature: 'firmwareEndpoints', privilege: '/special/basic' } as const

export const firmwareRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/firmware',
    { config: firmware('list', 'List what there is about firmware', traits) },
    (request, reply) => {
      const keys = settingsOf(request).firmwareFetch
        ? ['fetch', 'slots', 'test', 'upgrade']
        : ['slots', 'test', 'upgrade']
      const links = Object.fromEntries(keys.map((key) => [key, `${HREF}/${key}`]))
      const items = keys.map((key) => ({ key, meta: { href: `${request.mount}${HREF}/${key}` } }))
      return answer(request, reply, {
        items,
        meta: metaOf(request, { href: HREF, parent: '/api', ...links }),
      })
    },
  )

  app.get(
    '/firmware/slots',
    { config: firmware('slots', 'List the firmware slots', traits) },
    (request, reply) => {
      const all = slots(request.workspace)
      const items = all.map((one) => ({ ...shown(one), meta: { href: request.mount + hrefOf(one) } }))
      const current = all.find(({ row }) => row?.current)
      const next = all.find(({ row }) => row?.after_reboot)
      const meta = metaOf(request, {
        href: SLOTS,
        parent: HREF,
        current_slot: current ? hrefOf(current) : null,
        slot_after_reboot: next ? hrefOf(next) : null,
        number_of_empty_slots: emptySlots(request),
      })
      return answer(request, reply, { items, meta })
    },
  )

  app.get(
    '/firmware/slots/:key',
    { config: firmware('slot', 'Read a firmware slot', traits) },
    (request, reply) => {
      const found = demandSlot(request)
      return answer(request, reply, {
        ...shown(found),
        meta: metaOf(request, { href: hrefOf(found), parent: SLOTS }),
      })
    },
  )

  app.delete(
    '/firmware/slots/:key',
    { config: firmware('empty-slot', 'Empty a firmware slot', traits) },
    (request, reply) => {
      const found = demandSlot(request)
      empty(request.workspace, found)
      return answer(request, reply, { meta: metaOf(request, { href: hrefOf(found), parent: SLOTS }) })
    },
  )

  app.post(
    '/firmware/test',
    { config: firmware('test', 'Check a firmware before the upgrade', traits) },
    (request, reply) => {
      const { row } = slotOfId(request.workspace, slotIdIn(request))
      const summary = `Version policy: OK\nDisk space: OK\nConfiguration: OK\nTainted files: OK\n${row.version} can be installed.`
      return answer(request, reply, {
        key: 'test',
        body: { test_summary: summary },
        meta: metaOf(request, { href: `${HREF}/test`, parent: HREF }),
      })
    },
  )

  app.post(
    '/firmware/upgrade',
    { config: firmware('upgrade', 'Reboot into a firmware', traits) },
    (request, reply) => {
      const target = slotOfId(request.workspace, slotIdIn(request))
      upgrade(request.workspace, target)
      return answer(request, reply, {
        key: 'upgrade',
        body: { version: target.row.version },
        meta: metaOf(request, { href: `${HREF}/upgrade`, parent: HREF }),
      })
    },
  )

  const fetchTraits = { ...traits, feature: 'firmwareFetch' } as const
  app.post(
    '/firmware/fetch',
    { config: firmware('fetch', 'Load a firmware from a URL', fetchTraits) },
    (request, reply) => {
      const version = /\d{1,9}\.\d{1,9}\.\d{1,9}/.exec(urlIn(request))?.[0]
      const installed = install(request.workspace, version ?? nextVersion(request.workspace))
      return answer(request, reply, installedAnswer(request, installed))
    },
  )
}

/** What an image's arrival is answered with, by upload or by URL. */
export function installedAnswer(request: FastifyRequest, installed: Slot): object {
  const meta = metaOf(request, {
    href: '/api/upload/firmware',
    slot: hrefOf(installed),
    test: `${HREF}/test`,
    upgrade: `${HREF}/upgrade`,
    number_of_empty_slots: emptySlots(request),
  })
  return { ...shown(installed), meta }
}

/** Where the image went. */
export function slotHref({ mount }: FastifyRequest, installed: Slot): string {
  return mount + hrefOf(installed)
}

function emptySlots(request: FastifyRequest): number {
  return slots(request.workspace).filter(({ row }) => row === undefined).length
}

function demandSlot(request: FastifyRequest): Slot {
  const { key } = request.params as { key: string }
  const found = slot(request.workspace, key)
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

function shown({ key, row }: Slot): { key: string; body: object } {
  return { key, body: row ?? {} }
}

function hrefOf({ key }: Slot): string {
  return `${SLOTS}/${key}`
}

/** Where an image is to be fetched from. No source names the member, so any that holds a URL will do. */
function urlIn(request: FastifyRequest): string {
  const body = objectIn(request)
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

function slotIdIn(request: FastifyRequest): unknown {
  return objectIn(request)['slot_id']
}

function objectIn(request: FastifyRequest): Record<string, unknown> {
  const body = demandJson(request)
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}
