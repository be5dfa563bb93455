/**
 * Schemas that are built when somebody first asks for them. There are thousands, most of them only describe, and building
 * them all would be a good part of every start.
 */
import type { z } from 'zod'
import { lazily } from './lazily.ts'

/** Gives its schema, and builds it the first time. */
export type Deferred<Schema extends z.ZodType = z.ZodType> = () => Schema

/** What a deferred schema makes of its input. */
export type OutputOf<Schema extends Deferred> = z.output<ReturnType<Schema>>

/** `const record = deferred(() => z.object({ … }))`; within another one, `record()` is the schema itself. */
export function deferred<Schema extends z.ZodType>(build: () => Schema): Deferred<Schema> {
  return lazily(build)
}
