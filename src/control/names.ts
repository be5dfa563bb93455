/** Names that a request may use: a slip in one would match nothing, silently. */
import type { Kernel } from '../kernel/kernel.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { ControlError, fieldError } from './errors.ts'

/** @param place of the object that holds the names, such as `body.match` @throws ControlError that names the field */
export function checkNames(
  kernel: Kernel,
  { surface, operation }: { readonly surface?: string | undefined; readonly operation?: string | undefined },
  place: string,
): void {
  const surfaces = kernel.surfaces.map(({ name }) => name)
  if (surface !== undefined && !surfaces.includes(surface))
    throw fieldError(400, `${place}.surface`, `must be one of ${surfaces.join(', ')}`)
  if (operation === undefined || kernel.operations.has(operation)) return
  const owner = operation.split('.', 1)[0]!
  const hint = surfaces.includes(owner)
    ? `GET /__mock/coverage lists those of ${owner}`
    : 'GET /__mock/coverage lists them'
  throw fieldError(400, `${place}.operation`, `is no operation: "${operation}"; ${hint}`)
}

/** @throws ControlError when there is no such surface */
export function surfaceNamed(kernel: Kernel, name: string): AnySurface {
  const surface = kernel.surfaces.find((one) => one.name === name)
  if (surface) return surface
  const names = kernel.surfaces.map((one) => one.name).join(', ')
  throw new ControlError(404, `There is no surface "${name}"; there are ${names}.`)
}
