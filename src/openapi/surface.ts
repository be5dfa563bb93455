/** The document of a surface, as the package ships it or, where it ships none, as its declarations make it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, readVersion } from '../config/package.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { openApiOf, type Document, type Examples } from './document.ts'

/** Makes it; nothing where the surface does not say how it looks over the wire. */
export function makeDocument(surface: AnySurface, examples?: Examples): Document | undefined {
  const { operations: served, document } = surface
  if (!document) return undefined
  return openApiOf({ version: readVersion(), document: document(), served, ...(examples && { examples }) })
}

/** The file that ships, with its examples; made anew without them where there is none. */
export function documentOf(surface: AnySurface): Document | undefined {
  const file = join(packageRoot(), 'openapi', `${surface.name}.json`)
  if (!surface.document || !existsSync(file)) return makeDocument(surface)
  return JSON.parse(readFileSync(file, 'utf8')) as Document
}
