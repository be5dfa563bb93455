/** Firmware slots, as answers show them. */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { slots, type Slot } from '../domain/firmware.ts'
import { metaOf } from './meta.ts'
import type { Viewpoint } from './templates.ts'

export const SLOTS = '/api/firmware/slots'

/** Where a slot is, below the mount. */
export function slotHref({ key }: Slot): string {
  return `${SLOTS}/${key}`
}

export function slotView({ key, row }: Slot): { key: string; body: object } {
  return { key, body: row ?? {} }
}

/** What an image's arrival is answered with, by upload or by URL. */
export function installedView(call: Viewpoint & { readonly workspace: Workspace }, installed: Slot): object {
  const meta = metaOf(call, {
    href: '/api/upload/firmware',
    slot: slotHref(installed),
    test: '/api/firmware/test',
    upgrade: '/api/firmware/upgrade',
    number_of_empty_slots: slots(call.workspace).filter(({ row }) => row === undefined).length,
  })
  return { ...slotView(installed), meta }
}
