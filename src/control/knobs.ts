/** The knobs of a surface as a workspace has them, with what its schema says of each. */
import { z } from 'zod'
import type { Evidence } from '../kernel/surface/operation.ts'
import type { SettingsDefinition } from '../kernel/world/settings.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import type { KnobNote } from './knob-page.ts'

export interface ShownKnob {
  /** Such as `limits.items`. */
  readonly name: string
  readonly value: unknown
  /** What it is in this profile when nobody sets it. */
  readonly default: unknown
  /** Whether the workspace was told. */
  readonly isSet: boolean
  readonly evidence?: Evidence
  /** What it means, or where its default comes from. */
  readonly about?: string
}

const EVIDENCE: readonly Evidence[] = ['documented', 'client', 'inferred']

interface Found {
  readonly path: readonly string[]
  readonly type: string
  readonly meta: Readonly<Record<string, unknown>>
}

/** @param notes what is known of knobs by their full names, where their schemas do not say it */
export function knobsOf(
  settings: SettingsDefinition<unknown>,
  workspace: Workspace,
  notes: ReadonlyMap<string, KnobNote>,
): ShownKnob[] {
  const { given } = workspace
  const profile = given.profiles[settings.surface] ?? settings.profiles[0]
  const overrides = given.overrides[settings.surface]
  const [now, usual] = [workspace.settings(settings), settings.resolve(profile, undefined)]
  const shown = ({ path, meta }: Found): ShownKnob => {
    const name = path.join('.')
    const note = notes.get(`${settings.surface}.${name}`)
    const evidence = EVIDENCE.find((one) => one === (meta['evidence'] ?? note?.evidence))
    const about = meta['description'] ?? meta['source'] ?? (note?.about || undefined)
    return {
      name,
      value: at(now, path) ?? null,
      default: at(usual, path) ?? null,
      isSet: at(overrides, path) !== undefined,
      ...(evidence && { evidence }),
      ...(typeof about === 'string' && { about }),
    }
  }
  // Names and texts are shown one by one.
  const each = (found: Found): Found[] => {
    const value = at(now, found.path)
    if (found.type !== 'record' || typeof value !== 'object' || value === null) return [found]
    const { path, type, meta } = found
    return Object.keys(value).map((name) => ({ path: [...path, name], type, meta }))
  }
  return walk(settings.schema, [], {}).flatMap(each).map(shown)
}

/** Every knob below a schema, with what its wrappers say of it. */
function walk(schema: z.ZodType | undefined, path: readonly string[], meta: Found['meta']): Found[] {
  if (!schema) return []
  const known = { ...meta, ...schema.meta() }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, inner]) =>
      walk(inner, [...path, name], {}),
    )
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return walk(schema.unwrap() as z.ZodType, path, known)
  return [{ path, type: schema.type, meta: known }]
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value)
}
