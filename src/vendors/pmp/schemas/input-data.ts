/**
 * INPUT_DATA as it is sent, for whoever reads a description of it: a parameter of the query or of a form, whose text is
 * JSON. What reads it is `input.ts`; nothing is parsed by these schemas.
 */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import { target, type TargetField } from './interactive.ts'

/** A body that holds INPUT_DATA; without it where no field is mandatory. */
export function inputInBody(input: Deferred, mandatory: readonly string[] = []): Deferred {
  return deferred(() => {
    const data = inputData(input, mandatory)
    return z.object({ INPUT_DATA: mandatory.length > 0 ? data : data.optional() })
  })
}

/** A query that may hold INPUT_DATA in place of the body. */
export function inputInQuery(input: Deferred, mandatory: readonly string[] = []): Deferred {
  return deferred(() => z.object({ INPUT_DATA: inputData(input, mandatory).optional() }))
}

/** INPUT_DATA that tells what it is about, too. */
export function inputWithTarget(input: Deferred | undefined, needs: readonly TargetField[]): Deferred {
  return deferred(() => {
    const { shape } = target()
    const about = z.object(Object.fromEntries(needs.map((name) => [name, shape[name]])))
    const details = input?.()
    return details instanceof z.ZodObject ? about.extend(details.shape) : about
  })
}

/** INPUT_DATA itself. */
export function inputData(input: Deferred, mandatory: readonly string[]): z.ZodObject {
  const details = input()
  return z.object({
    operation: z.object({
      Details: details instanceof z.ZodObject ? requiring(details, mandatory) : details,
    }),
  })
}

function requiring(details: z.ZodObject, mandatory: readonly string[]): z.ZodObject {
  const members = mandatory.map((name) => [name, z.nonoptional(details.shape[name])])
  return details.extend(Object.fromEntries(members) as z.ZodRawShape)
}
