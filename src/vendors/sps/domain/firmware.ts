/** Firmware slots: five of them, one running, one to run after the next reboot (guide 8.0 LTS, pages 8 and 9). */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice, type SlotRow, type Tables } from '../state.ts'
import { endSession } from './session.ts'

const PAGES = 'SPS REST API Reference Guide 8.0 LTS, pages 8 and 9, and topic doc2250232'
const TESTS = 'SPS REST API Reference Guide 7.1.1, page 8, and topic doc2248443'
const SLOTS = ['1', '2', '3', '4', '5'] as const

/** The fact that stands while a reboot lasts. */
const REBOOT = 'reboot'

/** Kind of the event that ends a reboot. */
export const REBOOTED = 'sps.firmware.rebooted'

export interface Slot {
  readonly key: string
  /** Nothing, for an empty slot. */
  readonly row: SlotRow | undefined
}

export type FilledSlot = Slot & { readonly row: SlotRow }

/** Every slot. The first one runs the profile's version, as long as nothing was upgraded. */
export function slots(workspace: Workspace): Slot[] {
  return SLOTS.map((key) => ({ key, row: slotRow(workspace, key) }))
}

export function slot(workspace: Workspace, key: string): Slot | undefined {
  return slots(workspace).find((one) => one.key === key)
}

/** Puts an image into the first empty slot. @throws SpsError when there is none */
export function install(workspace: Workspace, version: string): Slot {
  const empty = slots(workspace).find(({ row }) => row === undefined)
  if (!empty) {
    throw new SpsError(
      'slot-unusable',
      {
        rule: 'sps.firmware.full',
        message: 'Every firmware slot is full; DELETE /api/firmware/slots/{key} empties one.',
        source: `${PAGES} (the refusal is our reading)`,
      },
      { reason: 'no empty slot', slots: SLOTS.map((key) => `/api/firmware/slots/${key}`) },
    )
  }
  const row: SlotRow = {
    version,
    upgrade_notes: 'some notes',
    upgrade_news: null,
    current: false,
    after_reboot: false,
  }
  workspace.update(() => tablesOf(workspace).slots.put(empty.key, row))
  return { ...empty, row }
}

/** @throws SpsError for an image without bytes */
export function demandImage(bytes: unknown): void {
  if (typeof bytes === 'number' && bytes > 0) return
  throw new SpsError(
    'slot-unusable',
    {
      rule: 'sps.firmware.empty-image',
      message: 'The image has no bytes; send it as the body of the request.',
      source: `${PAGES} (the refusal is our reading)`,
    },
    { reason: 'empty image' },
  )
}

/** The version of an image that does not tell: the next one after the newest in the slots. */
export function nextVersion(workspace: Workspace): string {
  const newest = slots(workspace)
    .flatMap(({ row }) => row?.version ?? [])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)
  const [last = '0', ...front] = (newest ?? workspace.settings(spsSettings).firmwareVersion)
    .split('.')
    .toReversed()
  return [...front.toReversed(), String(Number(last) + 1)].join('.')
}

/** Empties a slot. @throws SpsError for the one that runs or is to run */
export function empty(workspace: Workspace, { key, row }: Slot): void {
  if (row?.current || row?.after_reboot) {
    throw new SpsError(
      'slot-in-use',
      {
        rule: 'sps.firmware.slot-in-use',
        message: `Slot ${key} runs now or after the next reboot, so it cannot be emptied.`,
        source: PAGES,
      },
      { path: `/api/firmware/slots/${key}` },
    )
  }
  workspace.update(() => tablesOf(workspace).slots.put(key, {}))
}

/** The slot that a body's `slot_id` means: a number, or its text; counted from `sps.slotIdBase`. @throws SpsError */
export function slotIn(workspace: Workspace, { slot_id: id }: Readonly<Record<string, unknown>>): FilledSlot {
  if (id === undefined)
    throw incomplete('slot_id', 'the slot whose firmware is meant; see GET /api/firmware/slots')
  const { slotIdBase } = workspace.settings(spsSettings)
  const number =
    typeof id === 'number' || (typeof id === 'string' && /^\d+$/.test(id)) ? Number(id) : undefined
  const key = number === undefined ? undefined : String(number + 1 - slotIdBase)
  const found = key === undefined ? undefined : slot(workspace, key)
  if (found?.row) return { key: found.key, row: found.row }
  const what = found ? 'is empty' : 'does not exist'
  throw new SpsError(
    'resource-not-found',
    {
      rule: 'sps.firmware.slot',
      message: `The slot with slot_id ${JSON.stringify(id)} ${what}; see GET /api/firmware/slots.`,
      source: TESTS,
    },
    { slot_id: id },
  )
}

/**
 * Checks a firmware before the upgrade: version, space, configuration, files that somebody changed. Of these the mock
 * can fail the first alone: nothing is an upgrade to the version that runs.
 *
 * @returns what the check says
 * @throws SpsError
 */
export function testFirmware(workspace: Workspace, { key, row }: FilledSlot): string {
  const running = slots(workspace).find((one) => one.row?.current)?.row?.version
  const { firmwareTestSummary, slotIdBase } = workspace.settings(spsSettings)
  if (row.version !== running) return firmwareTestSummary
  throw new SpsError(
    'firmware-test-failed',
    {
      rule: 'sps.firmware.running',
      message: `Slot ${key} holds ${row.version}, which runs already. A slot_id counts from ${slotIdBase} here (sps.slotIdBase); safeguard-ps sends positions from 0.`,
      source: `${TESTS} (that this fails the test is our reading)`,
    },
    { slot_id: Number(key) - 1 + slotIdBase, reason: `${row.version} runs already` },
  )
}

/** A member that a body lacks. */
export function incomplete(missing: string, what: string): SpsError {
  return new SpsError(
    'incomplete-request-body',
    { rule: 'sps.firmware.incomplete', message: `The body lacks "${missing}": ${what}.`, source: TESTS },
    { missing },
  )
}

/** Begins an upgrade: the appliance reboots into the slot. */
export function upgrade(workspace: Workspace, target: FilledSlot): void {
  const { rebootSeconds } = workspace.settings(spsSettings)
  workspace.update(() => {
    const tables = tablesOf(workspace)
    for (const { key, row } of slots(workspace))
      if (row) tables.slots.put(key, { ...row, after_reboot: key === target.key })
    const at = workspace.clock.now() + rebootSeconds * 1000
    tables.facts.put(REBOOT, { readyAt: at })
    workspace.scheduler.schedule({ key: REBOOTED, at, kind: REBOOTED, payload: target.key })
  })
}

/** While the appliance reboots nothing on it answers; clients ask `/api/info` until it does. @throws SpsError */
export function demandUp(workspace: Workspace): void {
  if (!tablesOf(workspace).facts.has(REBOOT)) return
  throw new SpsError('rebooting', {
    rule: 'sps.firmware.rebooting',
    message: 'The appliance reboots into its new firmware; wait for sps.rebootSeconds, or move the clock.',
    source: `${PAGES} (the upgrade reboots; what answers meanwhile is our reading)`,
  })
}

/** The appliance is up again, with the new firmware. */
export function finishReboot(workspace: Workspace, payload: unknown): void {
  const tables = tablesOf(workspace)
  tables.facts.delete(REBOOT)
  for (const { key, row } of slots(workspace))
    if (row) tables.slots.put(key, { ...row, current: key === payload, after_reboot: false })
  const version = slotRow(workspace, String(payload))?.version
  if (version !== undefined) tables.facts.put('firmware', { version })
  if (!workspace.settings(spsSettings).rebootEndsSessions) return
  for (const id of Array.from(tables.sessions.keys())) endSession(workspace, id)
}

function slotRow(workspace: Workspace, key: string): SlotRow | undefined {
  const stored = tablesOf(workspace).slots.get(key)
  if (stored) return stored.version === undefined ? undefined : stored
  if (key !== '1') return undefined
  const version = workspace.settings(spsSettings).firmwareVersion
  return { version, upgrade_notes: 'some notes', upgrade_news: null, current: true, after_reboot: false }
}

function tablesOf(workspace: Workspace): Tables {
  return workspace.state(spsSlice)
}
