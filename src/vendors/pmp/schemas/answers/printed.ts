/** Which generations of the product print what. */
import { z } from 'zod'
import { editions, type Edition, type EditionName, type Kind } from '../../editions.ts'

/** The oldest first. */
const ALL = (['2014', '2018', '10', '12', 'pam360'] as const satisfies readonly EditionName[]).map(
  (name) => editions[name],
)

/** For a schema's meta: the profiles for which something holds; nothing where it holds for all or none. */
export function profilesWhere(holds: (edition: Edition) => boolean): Readonly<Record<string, unknown>> {
  const names = ALL.filter(holds).map(({ name }) => name)
  const isTold = names.length > 0 && names.length < ALL.length
  return isTold ? { 'x-pam-mock-profiles': names } : {}
}

/** Members of an object in answers, each with the profiles that print it. */
export function printed<Shape extends z.ZodRawShape>(kind: Kind, shape: Shape): Shape {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const profiles = profilesWhere(({ members }) => members[kind]?.includes(name) ?? true)
      return [name, Object.keys(profiles).length > 0 ? (schema as z.ZodType).meta(profiles) : schema]
    }),
  ) as Shape
}
