/** What an option is made of: a schema, and what people are told of it. */
import type { z } from 'zod'
import { lazily } from '../kernel/lazily.ts'

/** What people are told of an option. */
export interface OptionFacts {
  /** The flag without its dashes; the environment variable's name is made from it. */
  readonly flag: string
  /** How its value is written in help, `<number>` for instance; a switch has none. */
  readonly argument?: string
  /** May be given several times, in the environment separated by commas. */
  readonly repeatable?: true
  readonly description: string
  /** How its default is described; the value itself is in `DEFAULTS`. */
  readonly fallback: string
  /** Ends the sentence "… must be". */
  readonly expects: string
}

export interface Option<Schema extends z.ZodType = z.ZodType> extends OptionFacts {
  readonly schema: Schema
}

/** @param schema made when a value is first held against it: few options are ever given */
export function option<Schema extends z.ZodType>(schema: () => Schema, facts: OptionFacts): Option<Schema> {
  const made = lazily(schema)
  return {
    get schema() {
      return made()
    },
    ...facts,
  }
}
