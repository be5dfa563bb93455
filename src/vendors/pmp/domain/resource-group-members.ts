/** Which resources are in a group: those put into a static one, and those that a dynamic one's criteria choose. */
import { inOrganization, type Criterion, type ResourceGroupRow, type ResourceRow } from '../state.ts'
import type { Listed } from './pages.ts'
import { textsIn } from './resource-columns.ts'
import { byId, type PmpWorld } from './world.ts'

/** Puts a resource into the static group of that name; one that is not there is passed over (client C2 sends `default`). */
export function joinGroupNamed(world: PmpWorld, resource: ResourceRow, name: string | undefined): void {
  if (name === undefined) return
  const group = world.tables.resourceGroups.first('name', inOrganization(resource.organizationId, name))
  if (group && !group.criteria) setMember(world, group, resource.id, true)
}

/** Puts a resource into the dynamic groups that now want it, and out of those that do not; part of an open update. */
export function joinDynamicGroups(world: PmpWorld, resource: ResourceRow): void {
  for (const group of world.tables.resourceGroups.find('dynamic', resource.organizationId))
    setMember(world, group, resource.id, isChosen(world, resource, group.criteria ?? []))
}

/** Takes a resource out of every group, and away from the remote apps that open it; part of an open update. */
export function leaveGroups(world: PmpWorld, resourceId: string): void {
  const { resourceGroups, remoteApps } = world.tables
  for (const group of resourceGroups.find('resource', resourceId)) setMember(world, group, resourceId, false)
  for (const app of remoteApps.find('resource', resourceId))
    remoteApps.put(app.id, { ...app, resourceIds: app.resourceIds.filter((id) => id !== resourceId) })
}

/** The ids of an organisation's resources that criteria choose. */
export function chosenBy(
  world: Pick<PmpWorld, 'tables'>,
  organizationId: string,
  criteria: readonly Criterion[],
): readonly string[] {
  const chosen: ResourceRow[] = []
  for (const resource of world.tables.resources.values())
    if (resource.organizationId === organizationId && isChosen(world, resource, criteria))
      chosen.push(resource)
  return chosen.sort(byId).map(({ id }) => id)
}

/** The resources of a group's organisation that are in it, in the order of their ids: sorted once for each change of it. */
export function memberRows(
  { tables: { resources }, sortedMembers }: PmpWorld,
  { organizationId, resourceIds }: ResourceGroupRow,
): Listed<ResourceRow> {
  let rows = sortedMembers.get(resourceIds)
  if (!rows) {
    const isHere = (id: string): boolean => resources.get(id)?.organizationId === organizationId
    rows = resourceIds.filter(isHere).sort((one, other) => byId({ id: one }, { id: other }))
    sortedMembers.set(resourceIds, rows)
  }
  const ids = rows
  return {
    total: ids.length,
    *from(start) {
      for (let at = start; at < ids.length; at++) yield resources.get(ids[at]!)!
    },
  }
}

function setMember({ tables }: PmpWorld, group: ResourceGroupRow, id: string, isMember: boolean): void {
  if (group.resourceIds.includes(id) === isMember) return
  const resourceIds = isMember ? [...group.resourceIds, id] : group.resourceIds.filter((one) => one !== id)
  tables.resourceGroups.put(group.id, { ...group, resourceIds })
}

type Comparison = (held: string, wanted: string) => boolean

const COMPARISONS: Readonly<Record<Criterion['operator'], Comparison>> = {
  equals: (held, wanted) => held === wanted,
  'not-equals': (held, wanted) => held !== wanted,
  contains: (held, wanted) => held.includes(wanted),
  'starts-with': (held, wanted) => held.startsWith(wanted),
  'ends-with': (held, wanted) => held.endsWith(wanted),
}

/** All criteria must hold, in any case of letters (our reading). */
function isChosen(
  { tables }: Pick<PmpWorld, 'tables'>,
  resource: ResourceRow,
  criteria: readonly Criterion[],
): boolean {
  return criteria.every(({ column, operator, value }) =>
    compares(textsIn(tables, resource, column).join(''), operator, value),
  )
}

/** What an operator says of two texts, in any case of letters. */
export function compares(held: string, operator: Criterion['operator'], wanted: string): boolean {
  return COMPARISONS[operator](held.toLowerCase(), wanted.toLowerCase())
}
