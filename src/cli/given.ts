/** What a command line names. */
import { readFileSync } from 'node:fs'
import { UserError } from '../kernel/errors.ts'
import { noSuch } from '../kernel/nearest.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { surfaces } from '../surfaces.ts'

export function surfaceOf(name: string): AnySurface {
  const names = surfaces.map((one) => one.name)
  const surface = surfaces.find((one) => one.name === name)
  if (!surface) throw new UserError(noSuch('surface', name, names))
  return surface
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}.`)
  }
}
