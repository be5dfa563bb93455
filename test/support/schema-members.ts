/** Which members a body's schema knows, by the dotted names of the notes on the guide (`rules[].actions.audit`). */
import type { z } from 'zod'

type Schema = z.core.$ZodType

/** Whether some alternative of a schema has a member; `<…>` and `[]` stand for any member of a map, any element of a list. */
export function hasMember(schema: Schema, name: string): boolean {
  return follow(schema, name.replaceAll('[]', '.[]').split('.').filter(Boolean))
}

function follow(schema: Schema, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true
  return objectsOf(schema).some((def) => {
    if (step === '[]') return def.type === 'array' && follow(def.element, rest)
    if (step.startsWith('<'))
      return def.type === 'record'
        ? follow(def.valueType, rest)
        : def.catchall !== undefined && follow(def.catchall, rest)
    const member = def.shape?.[step]
    return member !== undefined && follow(member, rest)
  })
}

/** The objects, lists and maps that a schema may stand for. */
function objectsOf(schema: Schema): any[] {
  const { def } = schema._zod as { def: any }
  if (def.type === 'union') return def.options.flatMap(objectsOf)
  if (def.type === 'pipe') return objectsOf(def.in)
  return def.innerType ? objectsOf(def.innerType) : [def]
}
