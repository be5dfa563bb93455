/** Makes logged changes again. The worlds must be as they were when each was noted. */
import type { Change, ChangeSink, RowChange, WorldChange } from '../change.ts'
import type { Fixtures, KeptFixtures } from '../fixtures.ts'
import { GONE } from '../layer.ts'
import type { Draft } from '../draft.ts'
import { UNDECLARED, type Definitions, type Stack } from '../stack.ts'
import type { TableDefinition } from '../table.ts'
import { World } from '../world.ts'

/** What kept worlds are put together with. */
export interface Materials {
  readonly definitions: Definitions
  readonly sink: ChangeSink
  /** The fixtures that a kept world stands on. @throws UserError when there are none such */
  fixtures(kept: KeptFixtures): Fixtures
  /** Makes a row of what was read: frozen, or brought to its table's present format. */
  row(table: string, row: unknown): unknown
}

export function replay(worlds: Map<string, World>, change: Change, materials: Materials): void {
  if (!('event' in change)) replayRow(worlds, change, materials)
  else if (change.event === 'created') worlds.set(change.world, create(worlds, change, materials))
  else replayEvent(worlds, change)
}

/** A table's definition; {@link UNDECLARED} for a table that nobody has opened. */
export function definitionOf(definitions: Definitions, table: string): TableDefinition<unknown> {
  let definition = definitions.get(table)
  if (!definition) definitions.set(table, (definition = UNDECLARED))
  return definition
}

/** Takes apart how rows are written: a value, a deletion, or nothing. */
export function entryOf(
  table: string,
  change: Pick<RowChange, 'value' | 'gone'>,
  materials: Materials,
): unknown {
  if (change.value !== undefined) return materials.row(table, change.value)
  return change.gone ? GONE : undefined
}

function replayRow(worlds: ReadonlyMap<string, World>, change: RowChange, materials: Materials): void {
  const world = existing(worlds, change.world)
  const stack: Stack = change.draft === undefined ? world : openDraft(world, change.draft)
  const { table, key } = change
  const part = stack.writable(table, definitionOf(materials.definitions, table))
  stack.write(table, part, key, entryOf(table, change, materials))
}

type Created = Extract<WorldChange, { event: 'created' }>

function create(worlds: ReadonlyMap<string, World>, change: Created, materials: Materials): World {
  if (worlds.has(change.world)) throw new Error(`the workspace "${change.world}" is created twice`)
  if ('from' in change) return existing(worlds, change.from).fork(change.world, change.snapshot)
  const { definitions, sink } = materials
  return new World(change.world, materials.fixtures(change.fixtures), definitions, sink)
}

function replayEvent(worlds: Map<string, World>, change: Exclude<WorldChange, Created>): void {
  const world = existing(worlds, change.world)
  switch (change.event) {
    case 'deleted':
      worlds.delete(change.world)
      return
    case 'reset':
      world.reset()
      return
    case 'snapshot':
      world.snapshot(change.snapshot)
      return
    case 'restored':
      world.restore(change.snapshot)
      return
    case 'forgotten':
      world.forget(change.snapshot)
      return
    case 'draft-opened':
      world.openDraft(change.draft)
      return
    case 'draft-dropped':
      openDraft(world, change.draft).drop()
      return
    case 'remembered':
      world.remember(change.name, change.value)
      return
    default:
      throw new Error(`there is an event of no known kind, "${(change as { event: string }).event}"`)
  }
}

function existing(worlds: ReadonlyMap<string, World>, id: string): World {
  const world = worlds.get(id)
  if (!world) throw new Error(`a change belongs to no workspace, "${id}"`)
  return world
}

function openDraft(world: World, name: string): Draft {
  const draft = world.draft(name)
  if (!draft) throw new Error(`a change belongs to no draft, "${name}"`)
  return draft
}
