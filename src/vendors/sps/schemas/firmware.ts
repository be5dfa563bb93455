/** Firmware slots, tests and upgrades. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { item, keyed, link, list, meta } from './common.ts'

const KEYS = ['fetch', 'slots', 'test', 'upgrade'] as const

export const firmwareList = deferred(() =>
  list(item({}, KEYS), Object.fromEntries(KEYS.map((key) => [key, link().optional()]))),
)

/** An empty slot has none of them. */
const slot = () =>
  z.strictObject({
    after_reboot: z.boolean().optional(),
    current: z.boolean().optional(),
    upgrade_news: z.string().nullable().optional(),
    upgrade_notes: z.string().optional(),
    version: z.string().optional(),
  })

export const firmwareSlot = deferred(() => keyed(slot()))

export const slotList = deferred(() =>
  list(item({ body: slot() }), {
    current_slot: link().nullable(),
    number_of_empty_slots: z.number(),
    slot_after_reboot: link().nullable(),
  }).extend({ body: z.array(slot()).optional().describe('With the knob slotsBody alone') }),
)

/** A number, or its text. */
const slotId = () => z.union([z.number(), z.string().regex(/^\d+$/)])

export const slotBody = deferred(() => z.looseObject({ slot_id: slotId() }))

export const upgradeBody = deferred(() =>
  z.looseObject({
    slot_id: slotId(),
    message: z
      .string()
      .nullable()
      .optional()
      .describe('Needed where the appliance demands a message with each change'),
  }),
)

export const firmwareTest = deferred(() =>
  z.strictObject({
    body: z.strictObject({ test_summary: z.string() }),
    key: z.string().describe('The slot'),
    meta: meta({ parent: link(), slot: link() }),
  }),
)

const checksum = () => z.strictObject({ sha256: z.string() })

export const fetchBody = deferred(() => z.looseObject({ checksum: checksum().loose(), url: z.string() }))

const download = () =>
  z.strictObject({
    checksum: checksum(),
    status: z.enum(['queued', 'in-progress', 'finished', 'failed', 'cancelled']),
    url: z.string(),
  })

export const fetched = deferred(() => keyed(download()))
export const fetchList = deferred(() => list(item({ body: download() })))

export const installed = deferred(() =>
  z.strictObject({
    body: slot(),
    key: z.string(),
    meta: meta({ number_of_empty_slots: z.number(), slot: link(), test: link(), upgrade: link() }),
  }),
)
