/** Where a workspace is reached, and what its surfaces answer as. */
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { DEFAULT_WORKSPACE, type Kernel } from '../kernel/kernel.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import type { Call } from './call.ts'

/** URLs by name: one or more for each surface, and `control`. */
export type Urls = Readonly<Record<string, string>>

/** A workspace as the control plane shows it. */
export interface WorkspaceView {
  readonly id: string
  readonly urls: Urls
  /** The same over TLS. */
  readonly https: Urls
  readonly profiles: Readonly<Record<string, string>>
}

/** Authorities (`host:port`) under which a workspace is reached. */
export interface Place {
  readonly workspace: string
  /** The port that all workspaces share. */
  readonly shared: string
  /** The workspace's own port. */
  readonly own?: string | undefined
  /** The control plane's own port; `false` when there is no control plane. */
  readonly control?: string | false | undefined
}

export function viewOf({ kernel, ports, host, isShared }: Call, workspace: Workspace): WorkspaceView {
  const place: Place = {
    workspace: workspace.id,
    shared: ports && !isShared ? ports.shared : host,
    own: ports?.own(workspace.id),
    control: ports?.control,
  }
  return {
    id: workspace.id,
    urls: urlsOf(kernel.surfaces, 'http', place),
    https: urlsOf(kernel.surfaces, 'https', place),
    profiles: profilesOf(kernel, workspace),
  }
}

export function urlsOf(surfaces: readonly AnySurface[], scheme: 'http' | 'https', place: Place): Urls {
  const { workspace, shared, own, control } = place
  const prefix = workspace === DEFAULT_WORKSPACE ? '' : `/w/${workspace}`
  const base = own === undefined ? `${scheme}://${shared}${prefix}` : `${scheme}://${own}`
  const urls = Object.assign({}, ...surfaces.map((surface) => surface.urls(base))) as Record<string, string>
  if (control === false) return urls
  const controlBase = control === undefined ? base : `${scheme}://${control}${prefix}`
  return { ...urls, control: controlBase + CONTROL_ROOT }
}

/** The profile of each surface in a workspace. */
export function profilesOf(kernel: Kernel, { given }: Workspace): Record<string, string> {
  return Object.fromEntries(
    kernel.surfaces.map(({ name, settings }) => [name, given.profiles[name] ?? settings.profiles[0]]),
  )
}
