/**
 * Firmware from a URL (guide 7.0 LTS, page 8): downloads wait in a queue and run one at a time. Nothing is fetched from
 * anywhere: each takes its time by the workspace's clock, and one from a host below `.invalid` fails, since there is none.
 */
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice, type FetchRow } from '../state.ts'
import { incomplete, install, nextVersion, slots } from './firmware.ts'

const HREF = '/api/firmware/fetch'
const PAGE = 'SPS REST API Reference Guide 7.0 LTS, page 8, and topic doc2250235'

/** Kind of the event that ends a download. */
export const FETCHED = 'sps.firmware.fetched'

/** Every download that was asked for and not removed, oldest first. */
export function fetches(workspace: Workspace): FetchRow[] {
  return [...tableOf(workspace).values()]
}

export function fetchOf(workspace: Workspace, key: string): FetchRow | undefined {
  return tableOf(workspace).get(key)
}

/** Puts a download into the queue, and gives it as it was put there. @throws SpsError */
export function queueFetch(workspace: Workspace, body: Readonly<Record<string, unknown>>): FetchRow {
  const { url, checksum } = body
  if (url === undefined) throw incomplete('url', 'where the image is')
  const { sha256 } = (checksum ?? {}) as { readonly sha256?: unknown }
  if (sha256 === undefined) throw incomplete('checksum.sha256', 'what the image is held against')
  if (typeof url !== 'string' || !isWebAddress(url))
    throw invalid('url', url, 'an address such as https://example.com/sps.iso')
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256))
    throw invalid('checksum.sha256', sha256, '64 hexadecimal digits')
  const row: FetchRow = { key: workspace.ids.uuid(), url, sha256, status: 'queued' }
  workspace.update(() => {
    keep(workspace, row)
    startNext(workspace)
  })
  return row
}

/** Cancels what waits or runs; what is over is removed. */
export function removeFetch(workspace: Workspace, row: FetchRow): void {
  if (row.status !== 'queued' && row.status !== 'in-progress') {
    workspace.update(() => tableOf(workspace).delete(row.key))
    return
  }
  workspace.update(() => {
    if (row.status === 'in-progress') workspace.scheduler.cancel(FETCHED)
    keep(workspace, { ...row, status: 'cancelled' })
    startNext(workspace)
  })
}

/** A download has come to its end, and the next may begin. */
export function finishFetch(workspace: Workspace, payload: unknown): void {
  const row = tableOf(workspace).get(String(payload))
  if (row?.status === 'in-progress') {
    const isThere = !new URL(row.url).hostname.endsWith('.invalid')
    const hasRoom = slots(workspace).some((slot) => slot.row === undefined)
    if (isThere && hasRoom) install(workspace, versionIn(row.url) ?? nextVersion(workspace))
    keep(workspace, { ...row, status: isThere && hasRoom ? 'finished' : 'failed' })
  }
  startNext(workspace)
}

function startNext(workspace: Workspace): void {
  const all = fetches(workspace)
  const next = all.find(({ status }) => status === 'queued')
  if (!next || all.some(({ status }) => status === 'in-progress')) return
  const { fetchSeconds } = workspace.settings(spsSettings)
  const at = workspace.clock.now() + fetchSeconds * 1000
  workspace.update(() => {
    keep(workspace, { ...next, status: 'in-progress' })
    workspace.scheduler.schedule({ key: FETCHED, at, kind: FETCHED, payload: next.key })
  })
}

function keep(workspace: Workspace, row: FetchRow): void {
  workspace.update(() => tableOf(workspace).put(row.key, row))
}

function versionIn(url: string): string | undefined {
  return /\d{1,9}\.\d{1,9}\.\d{1,9}/.exec(new URL(url).pathname)?.[0]
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function tableOf(workspace: Workspace) {
  return workspace.state(spsSlice).fetches
}

function invalid(member: string, value: unknown, expected: string): SpsError {
  return new SpsError(
    'invalid-value',
    {
      rule: 'sps.firmware.fetch',
      message: `The member "${member}" is ${JSON.stringify(value)}; ${expected} was expected.`,
      source: `${PAGE} (the refusal is our reading)`,
    },
    { path: `${HREF}/${member.replaceAll('.', '/')}`, value },
  )
}
