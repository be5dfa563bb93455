/** Reads one entry of the catalogue: where its default comes from, and what else it may be. */
import { z } from 'zod'
import type { Origin } from '../../../../src/kernel/surface/knob.ts'
import { knobs } from '../../../../src/vendors/xtam/knobs.ts'

export interface CatalogueEntry extends Origin {
  /** All its values, where these are few. */
  readonly options: readonly unknown[] | undefined
}

/** @param path such as `xsrf.ttl` */
export function entryOf(path: string): CatalogueEntry {
  let schema: z.ZodType = knobs()
  for (const name of path.split('.')) {
    const section = inner(schema)
    const next =
      section instanceof z.ZodObject ? (section.shape as Record<string, z.ZodType>)[name] : undefined
    if (!next) throw new Error(`The catalogue has no "${path}".`)
    schema = next
  }
  return { ...(schema.meta() as unknown as Origin), options: optionsOf(inner(schema)) }
}

function inner(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return inner(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? inner(schema.out as z.ZodType) : schema
}

function optionsOf(schema: z.ZodType): readonly unknown[] | undefined {
  if (schema instanceof z.ZodEnum) return schema.options
  if (schema instanceof z.ZodLiteral) return [...schema.values]
  return schema instanceof z.ZodBoolean ? [false, true] : undefined
}
