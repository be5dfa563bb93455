/** Names that a request may use. One that no catalogue holds is refused, with what was likely meant. */
import type { Kernel } from '../kernel/kernel.ts'
import { didYouMean, noSuch } from '../kernel/nearest.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { ControlError, fieldError } from './errors.ts'

/** @throws ControlError that names the field @param listed who lists them, such as `GET /__mock/rules` */
export function refuseName(
  field: string,
  kind: string,
  name: string,
  known: readonly string[],
  listed?: string,
): ControlError {
  const near = didYouMean(name, known)
  const list = listed === undefined ? `; there are ${known.join(', ') || 'none'}` : `; ${listed} lists them`
  return fieldError(400, field, `names no ${kind}: "${name}"${near}${list}`)
}

/** @throws ControlError when there is no such surface */
export function surfaceNamed(kernel: Kernel, name: string, field?: string): AnySurface {
  const surface = kernel.surfaces.find((one) => one.name === name)
  if (surface) return surface
  const names = kernel.surfaces.map((one) => one.name)
  if (field !== undefined) throw refuseName(field, 'surface', name, names)
  throw unknownThing('surface', name, names)
}

/** A thing of a path that is not there, with those that are and the one that was likely meant. */
export function unknownThing(
  kind: string,
  name: string,
  known: Iterable<string>,
  status = 404,
): ControlError {
  return new ControlError(status, noSuch(kind, name, known))
}
