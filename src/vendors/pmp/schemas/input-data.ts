/** INPUT_DATA as it is sent, for whoever reads a description of it: a parameter of the query or of a form. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'

/** A body that holds INPUT_DATA. What reads it is `input.ts`; nothing is parsed by this schema. */
export function inputData(input: Deferred, mandatory: readonly string[] = []): Deferred {
  return deferred(() => {
    const details = input()
    return z.object({
      INPUT_DATA: z.object({
        operation: z.object({
          Details: details instanceof z.ZodObject ? requiring(details, mandatory) : details,
        }),
      }),
    })
  })
}

function requiring(details: z.ZodObject, mandatory: readonly string[]): z.ZodObject {
  const members = mandatory.map((name) => [name, z.nonoptional(details.shape[name]!)])
  return details.extend(Object.fromEntries(members) as z.ZodRawShape)
}
