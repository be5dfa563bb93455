/** Support bundles: made in the background, kept for a day (guide 8.0 LTS, page 7; safeguard-ps polls until `finished`). */
import { gzipSync } from 'node:zlib'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSettings } from '../settings.ts'
import { spsSlice, type BundleRow } from '../state.ts'

const PAGE = 'SPS REST API Reference Guide 8.0 LTS, page 7, and topic doc2256029'
const LIFETIME_MS = 24 * 3_600_000

/** The page names no word for a job that runs; downloads of firmware, which are of its age, call it so. */
export type BundleStatus = 'in-progress' | 'finished'

/** Begins a bundle. @throws SpsError while another one is being made */
export function beginBundle(workspace: Workspace): BundleRow {
  const running = bundles(workspace).find((one) => bundleStatus(workspace, one) === 'in-progress')
  if (running) {
    throw new SpsError(
      'job-running',
      {
        rule: 'sps.support-bundle.running',
        message: `The bundle "${running.key}" is still being made; wait until it is finished, or DELETE it.`,
        source: `${PAGE} (the status is our reading)`,
      },
      { key: running.key },
    )
  }
  const row: BundleRow = { key: workspace.ids.uuid(), startedAt: workspace.clock.now() }
  workspace.update(() => workspace.state(spsSlice).bundles.put(row.key, row))
  return row
}

/** The bundles that have not vanished yet, oldest first. */
export function bundles(workspace: Workspace): BundleRow[] {
  const now = workspace.clock.now()
  return [...workspace.state(spsSlice).bundles.values()].filter(
    ({ startedAt }) => now < startedAt + LIFETIME_MS,
  )
}

export function bundle(workspace: Workspace, key: string): BundleRow | undefined {
  return bundles(workspace).find((one) => one.key === key)
}

export function bundleStatus(workspace: Workspace, { startedAt }: BundleRow): BundleStatus {
  const { bundleSeconds } = workspace.settings(spsSettings)
  return workspace.clock.now() < startedAt + bundleSeconds * 1000 ? 'in-progress' : 'finished'
}

/** A `.tar.gz` with one small file. @throws SpsError before it is finished */
export function bundleContent(workspace: Workspace, row: BundleRow): Buffer {
  if (bundleStatus(workspace, row) === 'in-progress') {
    throw new SpsError('job-unfinished', {
      rule: 'sps.support-bundle.unfinished',
      message: `The bundle "${row.key}" is still being made; poll it until body.status is "finished".`,
      source: PAGE,
    })
  }
  const seconds = Math.floor(row.startedAt / 1000)
  return gzipSync(tar('support-bundle/README', `Support bundle ${row.key} of a mock appliance.\n`, seconds))
}

/** Cancels a bundle, or removes it. */
export function removeBundle(workspace: Workspace, key: string): void {
  workspace.update(() => workspace.state(spsSlice).bundles.delete(key))
}

/** One file as a POSIX ustar archive. */
function tar(name: string, text: string, mtime: number): Buffer {
  const content = Buffer.from(text)
  const header = Buffer.alloc(512)
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`
  header.write(name, 0)
  header.write(octal(0o644, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(content.length, 11), 124)
  header.write(octal(mtime, 11), 136)
  header.write('        0', 148)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)])
}
