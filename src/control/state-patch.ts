/**
 * Changing state from outside: a JSON merge patch (RFC 7396) over a surface's tables, checked before anything is written.
 *
 * Where a surface declares no schema for a table's rows, its rows themselves tell their shape: what all of them have
 * must be there, and each member must be of a type that one of them has. What a schema makes of a row is kept: since
 * `null` takes a member away here, a schema gives those that can be null back by a default.
 */
import type { Table } from '../kernel/store/table.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { fieldError } from './errors.ts'
import { refuseName } from './names.ts'

/** Rows by key, or `null` for a row that goes; by table. */
export type StatePatch = Readonly<Record<string, Readonly<Record<string, unknown>>>>

type Row = Record<string, unknown>

/** So many rows of a table are looked at to learn its shape. */
const SAMPLE = 100

/** Applies the whole patch, or nothing. @throws ControlError that names the field */
export function patchState(workspace: Workspace, surface: AnySurface, patch: StatePatch): void {
  const tables = workspace.state(surface.slice) as Readonly<Record<string, Table<Row>>>
  const writes: (() => void)[] = []
  for (const [name, rows] of Object.entries(patch)) {
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined
    if (!table) throw refuseName(`body.${name}`, `table of ${surface.name}`, name, Object.keys(tables))
    const check = checkerOf(surface, name, table)
    for (const [key, change] of Object.entries(rows)) {
      const place = `body.${name}.${key}`
      if (change === null) writes.push(() => void table.delete(key))
      else {
        const row = check(mergePatch(table.get(key), change), place)
        writes.push(() => table.put(key, row))
      }
    }
  }
  workspace.update(() => {
    for (const write of writes) write()
  })
  workspace.forgetServices()
}

/** RFC 7396: members of the patch replace, `null` takes away, objects go deeper. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result: Row = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else
      Object.defineProperty(result, name, {
        value: mergePatch(Object.hasOwn(result, name) ? result[name] : undefined, value),
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  return result
}

function checkerOf(
  surface: AnySurface,
  table: string,
  rows: Table<Row>,
): (row: unknown, place: string) => Row {
  const schema = surface.rows?.[table]
  if (!schema) return checkByNeighbours(rows)
  return (row, place) => {
    const result = schema.safeParse(row)
    const [issue] = result.error?.issues ?? []
    if (issue)
      throw fieldError(400, [place, ...issue.path.map(String)].join('.'), `is not valid: ${issue.message}`)
    return result.data as Row
  }
}

function checkByNeighbours(rows: Table<Row>): (row: unknown, place: string) => Row {
  const types = new Map<string, Set<string>>()
  let required: string[] | undefined
  let count = 0
  for (const row of rows.values()) {
    if (count++ === SAMPLE) break
    if (!isObject(row)) continue
    for (const [name, value] of Object.entries(row))
      types.set(name, (types.get(name) ?? new Set()).add(typeOf(value)))
    required = (required ?? Object.keys(row)).filter((name) => row[name] !== undefined)
  }
  return (row, place) => {
    if (!isObject(row)) throw fieldError(400, place, `must be an object, not ${typeOf(row)}`)
    const missing = required?.find((name) => row[name] === undefined)
    if (missing !== undefined) throw fieldError(400, `${place}.${missing}`, 'is missing; every row has it')
    for (const [name, value] of Object.entries(row)) {
      const known = types.get(name)
      if (known && !known.has(typeOf(value)) && ![...known].every((type) => type === 'null'))
        throw fieldError(400, `${place}.${name}`, `must be ${[...known].join(' or ')}, not ${typeOf(value)}`)
    }
    return row
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
