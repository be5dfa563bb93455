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
  }),
)

/** A number, or its text. */
export const slotBody = deferred(() =>
  z.looseObject({ slot_id: z.union([z.number(), z.string().regex(/^\d+$/)]) }),
)

export const firmwareTest = deferred(() =>
  keyed(z.strictObject({ test_summary: z.string() }), z.literal('test')),
)

export const upgrading = deferred(() => keyed(z.strictObject({ version: z.string() }), z.literal('upgrade')))

export const fetchBody = deferred(() =>
  z.looseObject({}).describe('Any member that holds the URL of an image'),
)

export const installed = deferred(() =>
  z.strictObject({
    body: slot(),
    key: z.string(),
    meta: meta({ number_of_empty_slots: z.number(), slot: link(), test: link(), upgrade: link() }),
  }),
)
